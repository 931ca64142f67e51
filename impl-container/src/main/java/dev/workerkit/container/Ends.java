package dev.workerkit.container;

import dev.workerkit.WorkerExit;
import dev.workerkit.container.engine.ContainerState;

/** What the end of a container is for its worker. */
final class Ends {

    /** The code of one that was killed. */
    static final int KILLED = 128 + 9;

    private static final int LARGEST_CODE = 255;

    private Ends() {}

    /**
     * The exit of a worker. An engine does not tell a signal from the code that a shell makes of it,
     * so it is always a code.
     *
     * @param state of the container, which has ended
     * @param killed whether it was we who killed it
     */
    static WorkerExit exit(ContainerState state, boolean killed) {
        // An engine says so too if any of its processes was killed for memory: who then ends well
        // has
        // got over it.
        if (state.outOfMemory() && state.exitCode() != 0 && !killed) {
            return new WorkerExit.OutOfMemory();
        }
        if (state.exitCode() < 0 || state.exitCode() > LARGEST_CODE) {
            return new WorkerExit.Lost("its container has the exit code " + state.exitCode());
        }
        return new WorkerExit.Code(state.exitCode());
    }
}
