package dev.workerkit.engine;

import dev.workerkit.DesiredState;
import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.LogLine;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerStartException;
import dev.workerkit.WorkerState;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What callers wait for a worker to reach. Used by the engine's thread alone. */
final class Goals {

    /** What is waited for. */
    enum Goal {
        READY,
        ENDED,
        PAUSED,
        RESUMED
    }

    private record Waiting(Goal goal, CompletableFuture<WorkerSnapshot> future) {}

    private final List<Waiting> waiting = new ArrayList<>();
    private final Supplier<List<LogLine>> lastWords;

    /**
     * Nobody waits at first.
     *
     * @param lastWords what the log has last of an incarnation that has just ended
     */
    Goals(Supplier<List<LogLine>> lastWords) {
        this.lastWords = lastWords;
    }

    /** Is complete if the worker is there now; else completes once it is. */
    CompletableFuture<WorkerSnapshot> await(Goal goal, WorkerSnapshot now) {
        CompletableFuture<WorkerSnapshot> future = new CompletableFuture<>();
        // Here and now, for nothing can depend on the future yet.
        if (!settle(new Waiting(goal, future), now, Runnable::run)) {
            waiting.add(new Waiting(goal, future));
        }
        return future;
    }

    /** Completes what the worker has reached, and fails what it can't reach any more. */
    void reached(WorkerSnapshot now, Executor executor) {
        for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
            if (settle(all.next(), now, executor)) {
                all.remove();
            }
        }
    }

    private boolean settle(Waiting waiting, WorkerSnapshot now, Executor executor) {
        if (isReached(waiting.goal, now)) {
            executor.execute(() -> waiting.future.complete(now));
            return true;
        }
        RuntimeException failure = failureAt(waiting.goal, now);
        if (failure != null) {
            executor.execute(() -> waiting.future.completeExceptionally(failure));
            return true;
        }
        return false;
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
        return now.state().isTerminal() && now.waitsFor().isEmpty();
    }

    private @Nullable RuntimeException failureAt(Goal goal, WorkerSnapshot now) {
        if (goal == Goal.PAUSED && now.desired() != DesiredState.PAUSED) {
            return unreachable(
                    now, "pause", "something else was asked of it before it could do so");
        }
        if (!isAtEnd(now)) {
            return null;
        }
        return goal == Goal.READY
                ? new WorkerStartException(now, lastWords.get())
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
