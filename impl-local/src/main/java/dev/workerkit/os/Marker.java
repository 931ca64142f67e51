package dev.workerkit.os;

import java.nio.charset.StandardCharsets;

/**
 * A variable in the environment of processes that tells whose they are. It is handed down to all
 * descendants, also those that leave session and process group.
 *
 * @param name the variable
 * @param value a token that nobody else uses
 */
public record Marker(String name, String value) {

    public static final String RUNTIME = "WORKERKIT_RUNTIME";
    public static final String INCARNATION = "WORKERKIT_INCARNATION";

    /**
     * Carried by shared workers, which belong to nobody: while one is born it is for a moment a
     * descendant of the master that starts it, and of that one's own master.
     */
    public static final Marker DETACHED = new Marker("WORKERKIT_DETACHED", "1");

    /** Carried by all processes of a runtime. */
    public static Marker ofRuntime(String token) {
        return new Marker(RUNTIME, token);
    }

    /** Carried by all processes of one incarnation of a worker. */
    public static Marker ofIncarnation(String token) {
        return new Marker(INCARNATION, token);
    }

    /** The marker as it stands in {@code /proc/PID/environ}, without the NUL after it. */
    byte[] entry() {
        return (name + "=" + value).getBytes(StandardCharsets.UTF_8);
    }
}
