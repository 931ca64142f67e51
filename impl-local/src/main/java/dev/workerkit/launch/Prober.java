package dev.workerkit.launch;

import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Finds out whether one incarnation is ready, one try at a time. */
public interface Prober {

    /** Longer than that no try takes. */
    Duration LONGEST_TRY = Duration.ofSeconds(10);

    /**
     * Tries once.
     *
     * @return completes with what was found instead, or with nothing if the worker is ready
     */
    CompletableFuture<Optional<String>> attempt();

    /** Breaks off what is being tried; nothing is begun after that. */
    default void close() {}

    /** What was found where, for people. */
    static Optional<String> found(Object where, IOException e) {
        String what = e instanceof UnknownHostException ? "unknown host" : e.getMessage();
        return Optional.of(where + ": " + (what == null ? e : what));
    }
}
