package dev.workerkit.launch;

import dev.workerkit.WorkerId;
import dev.workerkit.WorkerSpec;
import java.io.IOException;
import java.nio.file.Path;

/** The port to what runs the worker from whose classes an archive is made. */
public interface Rehearsals {

    /**
     * A place for the worker, with a log that nobody keeps. Its JVM writes an archive when it ends.
     *
     * @param target the file for the archive on this machine
     */
    WorkerPlace admit(WorkerId id, WorkerSpec spec, Path target);

    /**
     * The worker of {@link #admit} has ended, and told so.
     *
     * @param target holds the archive afterwards, if one was made
     * @throws IOException if it can't be put there
     */
    default void ended(Path target) throws IOException {}
}
