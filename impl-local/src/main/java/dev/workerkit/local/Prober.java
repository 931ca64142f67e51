package dev.workerkit.local;

import dev.workerkit.Probe;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Finds out whether one incarnation is ready, one try at a time. */
sealed interface Prober permits TcpProber, UnixSocketProber, HttpProber, CommandProber {

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

    /** For a worker in this environment. */
    static Prober of(
            Probe probe, WorkerEnvironment environment, Duration timeout, Executor executor) {
        Duration limit = timeout.compareTo(LONGEST_TRY) < 0 ? timeout : LONGEST_TRY;
        if (probe instanceof Probe.Tcp tcp) {
            return new TcpProber(tcp, limit, executor);
        }
        if (probe instanceof Probe.UnixSocket socket) {
            return new UnixSocketProber(environment.directory().resolve(socket.path()), executor);
        }
        if (probe instanceof Probe.Http http) {
            return new HttpProber(http.address(), limit, executor);
        }
        return new CommandProber((Probe.Command) probe, environment, limit, executor);
    }

    /**
     * Refuses what can be known to be wrong before the worker is started.
     *
     * @throws dev.workerkit.SpecException if it can't ever succeed
     */
    static void check(Probe probe, WorkerEnvironment environment) {
        if (probe instanceof Probe.Command command) {
            CommandProber.programOf(command, environment);
        } else if (probe instanceof Probe.UnixSocket socket) {
            UnixSocketProber.requireShort(environment.directory().resolve(socket.path()));
        }
    }

    /** What was found where, for people. */
    static Optional<String> found(Object where, IOException e) {
        String what = e instanceof UnknownHostException ? "unknown host" : e.getMessage();
        return Optional.of(where + ": " + (what == null ? e : what));
    }
}
