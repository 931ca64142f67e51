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
}
