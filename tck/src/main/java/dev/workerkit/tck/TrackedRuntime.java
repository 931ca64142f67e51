package dev.workerkit.tck;

import dev.workerkit.WorkerRuntime;
import dev.workerkit.tck.forwarding.ForwardingRuntime;

/** A runtime that knows whether the verification closed it. */
final class TrackedRuntime extends ForwardingRuntime {

    private volatile boolean closed;

    TrackedRuntime(WorkerRuntime runtime) {
        super(runtime);
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
