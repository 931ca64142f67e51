package dev.workerkit.tck.verification;

import dev.workerkit.Worker;
import dev.workerkit.WorkerSnapshot;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** What a master can tell a worker to do. */
enum Command {
    START(Worker::start),
    STOP(Worker::stop),
    KILL(Worker::kill),
    RESTART(Worker::restart),
    PAUSE(Worker::pause),
    RESUME(Worker::resume),
    REMOVE(
            worker -> {
                WorkerSnapshot last = worker.snapshot();
                worker.remove();
                return CompletableFuture.completedFuture(last);
            });

    private final Function<Worker, CompletableFuture<WorkerSnapshot>> giving;

    Command(Function<Worker, CompletableFuture<WorkerSnapshot>> giving) {
        this.giving = giving;
    }

    /** Gives the command, or throws if it is refused. */
    CompletableFuture<WorkerSnapshot> give(Worker worker) {
        return giving.apply(worker);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
