package dev.workerkit.launch;

import dev.workerkit.engine.Launcher;

/** A launcher of workers that may be Java classes. */
public interface WorkerLauncher extends Launcher {

    /** Where the classes of its workers and their codecs are found. */
    WorkerClasses classes();
}
