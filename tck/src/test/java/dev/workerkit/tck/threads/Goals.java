package dev.workerkit.tck.threads;

import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerStartException;
import dev.workerkit.WorkerState;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Those who wait for a worker to be ready, or to have ended. */
final class Goals {

    private final Supplier<WorkerSnapshot> now;
    private final Executor answers;
    private CompletableFuture<WorkerSnapshot> ready = new CompletableFuture<>();
    private CompletableFuture<WorkerSnapshot> ended = new CompletableFuture<>();

    Goals(Supplier<WorkerSnapshot> now, Executor answers) {
        this.now = now;
        this.answers = answers;
    }

    CompletableFuture<WorkerSnapshot> ready() {
        CompletableFuture<WorkerSnapshot> future = ready;
        reached();
        return future.copy();
    }

    CompletableFuture<WorkerSnapshot> ended() {
        CompletableFuture<WorkerSnapshot> future = ended;
        reached();
        return future.copy();
    }

    /** Answers those whose question has an answer now; who asks later waits for the next. */
    void reached() {
        WorkerSnapshot snapshot = now.get();
        // One that waits to be started has its end behind it.
        boolean over = snapshot.state().isTerminal() && snapshot.waitsFor().isEmpty();
        if (snapshot.state() == WorkerState.RUNNING
                || over && snapshot.state() == WorkerState.COMPLETED) {
            CompletableFuture<WorkerSnapshot> reached = ready;
            ready = new CompletableFuture<>();
            answers.execute(() -> reached.complete(snapshot));
        } else if (over) {
            CompletableFuture<WorkerSnapshot> missed = ready;
            ready = new CompletableFuture<>();
            WorkerStartException why = new WorkerStartException(snapshot, List.of());
            answers.execute(() -> missed.completeExceptionally(why));
        }
        if (over) {
            CompletableFuture<WorkerSnapshot> reached = ended;
            ended = new CompletableFuture<>();
            answers.execute(() -> reached.complete(snapshot));
        }
    }
}
