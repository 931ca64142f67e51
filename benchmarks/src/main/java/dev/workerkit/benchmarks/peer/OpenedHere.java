package dev.workerkit.benchmarks.peer;

import java.io.IOException;
import java.nio.file.Path;

/** A peer that can be opened with both ends in one process. */
public interface OpenedHere {

    /** Starts what {@link #openAndClose} needs in this folder beside what it opens itself. */
    AutoCloseable serve(Path folder) throws IOException;

    /**
     * Opens both ends in this process, sends one message from end to end, and closes both.
     *
     * @param served the folder in which is served
     * @param own an empty folder for this alone
     */
    void openAndClose(Path served, Path own) throws IOException;
}
