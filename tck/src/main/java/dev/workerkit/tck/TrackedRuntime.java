package dev.workerkit.tck;

import dev.workerkit.Worker;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.tck.forwarding.ForwardingRuntime;
import java.util.function.Consumer;

/** A runtime that knows whether the verification closed it, and tells of each of its workers. */
final class TrackedRuntime extends ForwardingRuntime {

    private final Consumer<WorkerId> workers;
    private volatile boolean closed;

    TrackedRuntime(WorkerRuntime runtime, Consumer<WorkerId> workers) {
        super(runtime);
        this.workers = workers;
    }

    @Override
    protected Worker wrapWorker(Worker worker) {
        workers.accept(worker.id());
        return worker;
    }

    boolean isLeftOpen() {
        return !closed;
    }

    @Override
    public void close() {
        closed = true;
        super.close();
    }
}
