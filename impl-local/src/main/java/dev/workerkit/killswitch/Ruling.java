package dev.workerkit.killswitch;

/** What the kill switch says to who asks for a start. */
sealed interface Ruling {

    /**
     * It may be started.
     *
     * @param lock is held until the start is done
     */
    record Allowed(SwitchLock lock) implements Ruling {}

    /** It may not, for this reason. */
    record Forbidden(String reason) implements Ruling {}

    /** That can't be said while the file is being changed. */
    record Open(String reason) implements Ruling {}
}
