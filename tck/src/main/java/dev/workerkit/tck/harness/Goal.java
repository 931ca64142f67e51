package dev.workerkit.tck.harness;

import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerState;

/** What a future of a worker waits for. */
interface Goal {

    /** How far a worker is from it. */
    enum Progress {
        /** It is there. */
        REACHED,
        /** It may get there. */
        UNDER_WAY,
        /** It has ended, and will not get there. */
        MISSED
    }

    Progress of(WorkerSnapshot worker);

    /** Ready, or done already. */
    Goal READY = worker -> isReady(worker) ? Progress.REACHED : unlessSettled(worker);

    /** Ended for good. */
    Goal ENDED = worker -> isSettled(worker) ? Progress.REACHED : Progress.UNDER_WAY;

    Goal PAUSED =
            worker ->
                    worker.state() == WorkerState.PAUSED ? Progress.REACHED : unlessSettled(worker);

    Goal RESUMED =
            worker ->
                    worker.state() == WorkerState.RUNNING
                            ? Progress.REACHED
                            : unlessSettled(worker);

    /** Ready in a later incarnation. */
    static Goal readyAfter(int incarnation) {
        return worker ->
                isReady(worker) && worker.incarnation() > incarnation
                        ? Progress.REACHED
                        : unlessSettled(worker);
    }

    private static boolean isReady(WorkerSnapshot worker) {
        return switch (worker.state()) {
            case RUNNING, PAUSED, COMPLETED -> !isWaiting(worker);
            case NEW, STARTING, STOPPING, KILLING, BACKOFF, STOPPED, FAILED -> false;
        };
    }

    private static Progress unlessSettled(WorkerSnapshot worker) {
        return isSettled(worker) ? Progress.MISSED : Progress.UNDER_WAY;
    }

    private static boolean isSettled(WorkerSnapshot worker) {
        return worker.state().isTerminal() && !isWaiting(worker);
    }

    /** To be started when it may be. */
    private static boolean isWaiting(WorkerSnapshot worker) {
        return !worker.waitsFor().isEmpty() || worker.forbidden().isPresent();
    }
}
