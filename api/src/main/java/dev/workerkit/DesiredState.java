package dev.workerkit;

/** What is wanted of a worker, apart from where it is. */
public enum DesiredState {
    /** It is to run, and to be started again as its policy says. */
    UP,
    /** It is to live, and to take no new work. */
    PAUSED,
    /** It is to be stopped, and to stay so. */
    DOWN
}
