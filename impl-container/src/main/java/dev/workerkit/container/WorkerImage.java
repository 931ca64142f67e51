package dev.workerkit.container;

/**
 * The image that a worker runs in.
 *
 * @param name by which the engine knows it
 * @param id changes with what is in it
 * @param isOwn whether the kit made it
 * @param javaHome where the kit's own has its JDK
 */
public record WorkerImage(String name, String id, boolean isOwn, String javaHome) {

    private static final int TOLD_DIGITS = 12;

    /** One of the user's. */
    public static WorkerImage given(String name, String id) {
        return new WorkerImage(name, id, false, "");
    }

    /** The start of its digest, good for a file's name. */
    String shortId() {
        String digest = id.substring(id.lastIndexOf(':') + 1);
        return digest.substring(0, Math.min(TOLD_DIGITS, digest.length()));
    }
}
