package dev.workerkit.benchmarks.peer;

import java.io.IOException;

/** What the near end has prepared before the far process is started. */
interface Meeting extends AutoCloseable {

    /** The near end, once the far process is ready. */
    Link link() throws IOException;

    /** Gives back what was prepared; the link is closed by then. */
    @Override
    default void close() throws IOException {}
}
