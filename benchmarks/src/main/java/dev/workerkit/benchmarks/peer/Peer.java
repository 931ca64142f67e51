package dev.workerkit.benchmarks.peer;

import java.io.IOException;
import java.util.Optional;

/** A way for two processes to talk. */
public interface Peer {

    /** As it is called on command lines and in reports. */
    String name();

    /** What it is, for people. */
    String title();

    /** Why it can't be measured on this machine; empty if it can. */
    default Optional<String> absence() {
        return Optional.empty();
    }

    /** Starts the far end in a process of its own, and returns when that is ready. */
    NearEnd open(Setting setting) throws IOException;
}
