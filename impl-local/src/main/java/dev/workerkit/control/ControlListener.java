package dev.workerkit.control;

/**
 * Hears what a worker tells its master. All methods are called by the one thread that serves all
 * workers, so they must be quick and must not wait for anything.
 */
public interface ControlListener {

    /** The worker connected and said what it can do; it need not. */
    default void onHello(ControlHello hello) {}

    /** It is ready for work. */
    default void onReady() {}

    /** How it is doing, in a line for people. */
    default void onStatus(String text) {}

    /**
     * A heartbeat.
     *
     * @param units how many units of work it has done so far
     * @param idle whether it had nothing in hand, now or at some moment since the last one
     */
    default void onProgress(long units, boolean idle) {}

    /** It is done with some unit, takes no new one, and should be replaced for this reason. */
    default void onRecycle(String reason) {}

    /** It takes no new work until it is resumed. */
    default void onPaused() {}

    /** It takes work again. */
    default void onResumed() {}

    /**
     * The master drops the connection, for the worker breaks the protocol; {@link #onClosed} follows.
     *
     * @param reason for people
     */
    default void onDropped(String reason) {}

    /**
     * The connection has ended: the worker died, closed it, or broke the protocol. Called at most
     * once, as the last call of all; not called for a worker that never connected, and not when the
     * master itself closed the link.
     *
     * @param reason for people
     */
    default void onClosed(String reason) {}
}
