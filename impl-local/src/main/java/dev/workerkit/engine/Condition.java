package dev.workerkit.engine;

import dev.workerkit.DesiredState;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerState;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * All that the lifecycle knows of a worker. Immutable.
 *
 * @param state where it is
 * @param desired what is wanted of it
 * @param incarnation how often it was spawned
 * @param pid its main process while it is live
 * @param lastExit how its last incarnation ended
 * @param startFailures how often in a row it died before it was ready
 * @param restarts its recent restarts after it was ready
 * @param restartAsked whether it is being stopped to be started again
 */
record Condition(
        WorkerState state,
        DesiredState desired,
        int incarnation,
        OptionalLong pid,
        Optional<WorkerExit> lastExit,
        int startFailures,
        RestartWindow restarts,
        boolean restartAsked) {

    static final Condition INITIAL =
            new Condition(
                    WorkerState.NEW,
                    DesiredState.DOWN,
                    0,
                    OptionalLong.empty(),
                    Optional.empty(),
                    0,
                    RestartWindow.EMPTY,
                    false);

    Condition in(WorkerState newState) {
        return new Condition(
                newState,
                desired,
                incarnation,
                newState.isLive() ? pid : OptionalLong.empty(),
                lastExit,
                startFailures,
                restarts,
                restartAsked);
    }

    Condition wanted(DesiredState newDesired) {
        return new Condition(
                state,
                newDesired,
                incarnation,
                pid,
                lastExit,
                startFailures,
                restarts,
                restartAsked);
    }

    Condition nextIncarnation() {
        return new Condition(
                WorkerState.STARTING,
                desired,
                incarnation + 1,
                OptionalLong.empty(),
                lastExit,
                startFailures,
                restarts,
                false);
    }

    Condition spawnedAs(OptionalLong newPid) {
        return new Condition(
                state,
                desired,
                incarnation,
                newPid,
                lastExit,
                startFailures,
                restarts,
                restartAsked);
    }

    Condition exited(WorkerExit exit) {
        return new Condition(
                state,
                desired,
                incarnation,
                pid,
                Optional.of(exit),
                startFailures,
                restarts,
                restartAsked);
    }

    Condition failedStarts(int failures) {
        return new Condition(
                state, desired, incarnation, pid, lastExit, failures, restarts, restartAsked);
    }

    Condition restarted(RestartWindow window) {
        return new Condition(
                state, desired, incarnation, pid, lastExit, startFailures, window, restartAsked);
    }

    Condition restartAsked(boolean asked) {
        return new Condition(
                state, desired, incarnation, pid, lastExit, startFailures, restarts, asked);
    }

    Condition limitsReset() {
        return failedStarts(0).restarted(RestartWindow.EMPTY);
    }
}
