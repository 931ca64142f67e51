package dev.workerkit.tck.threads;

import dev.workerkit.DesiredState;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerState;
import java.time.Instant;
import java.util.Optional;

/** What is known of a worker: where it is, and what is wanted of it. */
final class Standing {

    private WorkerState state = WorkerState.NEW;
    private Instant since = Instant.now();
    private DesiredState desired = DesiredState.UP;
    private int incarnation;
    private Optional<WorkerExit> lastExit = Optional.empty();
    private Optional<Instant> nextStart = Optional.empty();

    WorkerState state() {
        return state;
    }

    Instant since() {
        return since;
    }

    DesiredState desired() {
        return desired;
    }

    int incarnation() {
        return incarnation;
    }

    /** Whether this incarnation is in this state still. */
    boolean is(WorkerState then, int number) {
        return state == then && incarnation == number;
    }

    Optional<WorkerExit> lastExit() {
        return lastExit;
    }

    Optional<Instant> nextStart() {
        return nextStart;
    }

    void want(DesiredState wanted) {
        desired = wanted;
    }

    /** Begins the next incarnation; its number. */
    int spawns() {
        return ++incarnation;
    }

    void exited(WorkerExit exit) {
        lastExit = Optional.of(exit);
    }

    void startsAgainAt(Instant time) {
        nextStart = Optional.of(time);
    }

    void become(WorkerState next) {
        state = next;
        since = Instant.now();
        if (next != WorkerState.BACKOFF) {
            nextStart = Optional.empty();
        }
    }
}
