package dev.workerkit;

/**
 * When a bootstrap hook is run in a worker's process. The stages follow each other in this order, in
 * each incarnation once (WRK-BOOT-001).
 */
public enum BootstrapStage {
    /** Stage 1: before the worker's class is loaded. */
    BEFORE_LOADING,
    /** Stage 2: after the class was loaded, and before an object of it is made. */
    BEFORE_CONSTRUCTION,
    /** Stage 3: after the object was made, and before it runs. */
    BEFORE_RUNNING
}
