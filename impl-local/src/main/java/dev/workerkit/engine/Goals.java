package dev.workerkit.engine;

import dev.workerkit.DesiredState;
import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.LogLine;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerStartException;
import dev.workerkit.WorkerState;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;

/** What callers wait for a worker to reach. Used by the engine's thread alone. */
final class Goals {

    /** What is waited for. */
    enum Goal {
        READY,
        ENDED,
        PAUSED,
        RESUMED
    }

    private final Map<Goal, Promise<WorkerSnapshot>> waiting = new EnumMap<>(Goal.class);
    private final IntFunction<List<LogLine>> lastWords;

    /**
     * Nobody waits at first.
     *
     * @param lastWords what the log has last of an incarnation that has ended; called on any thread
     */
    Goals(IntFunction<List<LogLine>> lastWords) {
        this.lastWords = lastWords;
    }

    /**
     * Is complete if the worker is there now; else completes once it is. All who wait for the same
     * get the same.
     */
    CompletableFuture<WorkerSnapshot> await(Goal goal, WorkerSnapshot now) {
        if (isSettled(goal, now)) {
            Promise<WorkerSnapshot> promise = new Promise<>();
            settle(promise, goal, now);
            return promise;
        }
        return waiting.computeIfAbsent(goal, any -> new Promise<>());
    }

    /** Completes what the worker has reached, and fails what it can't reach any more. */
    void reached(WorkerSnapshot now, Executor executor) {
        for (Goal goal : Goal.values()) {
            if (waiting.containsKey(goal) && isSettled(goal, now)) {
                Promise<WorkerSnapshot> promise = waiting.remove(goal);
                executor.execute(() -> settle(promise, goal, now));
            }
        }
    }

    private static boolean isSettled(Goal goal, WorkerSnapshot now) {
        return isReached(goal, now) || isAtEnd(now) || isOvertaken(goal, now);
    }

    private void settle(Promise<WorkerSnapshot> promise, Goal goal, WorkerSnapshot now) {
        if (isReached(goal, now)) {
            promise.keep(now);
        } else {
            promise.breakOff(failureAt(goal, now));
        }
    }

    private static boolean isReached(Goal goal, WorkerSnapshot now) {
        WorkerState state = now.state();
        return switch (goal) {
            case READY ->
                    state == WorkerState.RUNNING || state == WorkerState.COMPLETED && isAtEnd(now);
            case ENDED -> isAtEnd(now);
            case PAUSED -> state == WorkerState.PAUSED;
            case RESUMED -> state == WorkerState.RUNNING;
        };
    }

    /** One that waits to be started has its end behind it. */
    private static boolean isAtEnd(WorkerSnapshot now) {
        return now.state().isTerminal() && now.waitsFor().isEmpty() && now.forbidden().isEmpty();
    }

    /** A pause is void once something else is wanted. */
    private static boolean isOvertaken(Goal goal, WorkerSnapshot now) {
        return goal == Goal.PAUSED && now.desired() != DesiredState.PAUSED;
    }

    private RuntimeException failureAt(Goal goal, WorkerSnapshot now) {
        if (goal == Goal.READY) {
            return new WorkerStartException(now, lastWords.apply(now.incarnation()));
        }
        return isOvertaken(goal, now)
                ? unreachable(now, "pause", "something else was asked of it before it could do so")
                : unreachable(now, word(goal), "it ended before it could do so");
    }

    private static String word(Goal goal) {
        return goal == Goal.PAUSED ? "pause" : "resume";
    }

    private static IllegalLifecycleException unreachable(
            WorkerSnapshot now, String command, String advice) {
        return new IllegalLifecycleException(now.name(), command, now.state(), advice);
    }
}
