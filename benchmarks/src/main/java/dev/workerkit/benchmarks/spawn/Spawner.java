package dev.workerkit.benchmarks.spawn;

import java.io.IOException;
import java.util.Optional;

/** A way to start a process. Closing it gives back what it holds, and ends what it has started. */
public interface Spawner extends AutoCloseable {

    /** Waits until all is done that is done ahead of a start; not measured. */
    default void settle() throws IOException {}

    /** Starts a process, and waits for its answer to the first message. */
    void spawn() throws IOException;

    /** Ends the process that was started last. */
    void end() throws IOException;

    @Override
    void close() throws IOException;

    /** How a spawner is made. */
    interface Kind {

        /** As it is called on command lines and in reports. */
        String name();

        /** What it is, for people. */
        String title();

        /** Why it can't be measured on this machine; empty if it can. */
        Optional<String> absence();

        /** Makes one, with all that is made once and not for each process. */
        Spawner open() throws IOException;
    }
}
