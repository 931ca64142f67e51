package dev.workerkit.container;

import java.util.Map;

/**
 * The image that a worker runs in.
 *
 * @param name by which the engine knows it
 * @param id changes with what is in it
 * @param isOwn whether the kit made it
 * @param javaHome where the kit's own has its JDK
 * @param environment what variables one of the user's has
 */
public record WorkerImage(
        String name, String id, boolean isOwn, String javaHome, Map<String, String> environment) {

    /** Copies the map. */
    public WorkerImage {
        environment = Map.copyOf(environment);
    }

    /** One of the user's. */
    public static WorkerImage given(String name, String id, Map<String, String> environment) {
        return new WorkerImage(name, id, false, "", environment);
    }

    /** The kit's. */
    public static WorkerImage own(String name, String id, String javaHome) {
        return new WorkerImage(name, id, true, javaHome, Map.of());
    }
}
