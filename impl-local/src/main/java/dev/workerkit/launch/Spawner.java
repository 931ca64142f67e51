package dev.workerkit.launch;

/** The port to what runs the incarnations of one worker. */
@FunctionalInterface
public interface Spawner {

    /**
     * Spawns an incarnation; nothing of the one before is left. Not called by two threads at once.
     *
     * @throws dev.workerkit.WorkerException if it can't be started; nothing is left of the attempt
     *     then
     */
    Incarnation spawn(Birth birth);

    /**
     * The worker has ended for good, unless it is started by hand: nothing need be kept ready. Called
     * in turn with {@link #spawn}.
     */
    default void retire() {}

    /**
     * The worker is being removed: what it holds is going to be free soon. Called before {@link
     * #forget}, by any thread, and returns at once.
     */
    default void release() {}

    /** The worker is removed, and none of its incarnations is left: lets go of what it held. */
    default void forget() {}
}
