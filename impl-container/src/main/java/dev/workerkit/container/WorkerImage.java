package dev.workerkit.container;

/**
 * The image that a worker runs in.
 *
 * @param name by which the engine knows it
 * @param isOwn whether the kit made it
 * @param javaHome where the kit's own has its JDK
 */
record WorkerImage(String name, boolean isOwn, String javaHome) {

    /** One of the user's. */
    static WorkerImage given(String name) {
        return new WorkerImage(name, false, "");
    }
}
