package dev.workerkit.cli;

import dev.workerkit.SharedWorker;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.WorkerStatus;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A connection to a shared worker that is asked one thing. */
final class Visit implements AutoCloseable {

    private final Target target;
    private final Duration timeout;
    private final WorkerRuntime runtime;
    private final SharedWorker worker;

    private Visit(Target target, Duration timeout, WorkerRuntime runtime) {
        this.target = target;
        this.timeout = timeout;
        this.runtime = runtime;
        this.worker = runtime.connect(target.address(), target.spec(timeout));
    }

    /** Connects, and throws what {@link WorkerRuntime#connect} does. */
    static Visit to(Target target, Duration timeout) {
        return new Visit(target, timeout, WorkerRuntimes.open("local"));
    }

    SharedWorker worker() {
        return worker;
    }

    /** Asks how it is, and throws what {@link SharedWorker#query} tells. */
    WorkerStatus query() {
        return answer(worker.query());
    }

    /** Stops it, and throws what {@link SharedWorker#stop} tells. */
    void stop() {
        answer(worker.stop());
    }

    private <T> T answer(CompletableFuture<T> promised) {
        try {
            return promised.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new NoAnswerException(target.address(), timeout);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof WorkerException told) {
                throw told;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorkerException("Interrupted while waiting for " + target.address(), e);
        }
    }

    @Override
    public void close() {
        worker.close();
        runtime.close();
    }
}
