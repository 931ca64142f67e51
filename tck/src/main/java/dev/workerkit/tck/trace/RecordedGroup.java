package dev.workerkit.tck.trace;

import dev.workerkit.Worker;
import dev.workerkit.WorkerGroup;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.tck.forwarding.ForwardingGroup;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** Records what is asked of a group. */
final class RecordedGroup extends ForwardingGroup {

    private final Subject subject;

    RecordedGroup(WorkerGroup group, UnaryOperator<Worker> wrapped, Subject subject) {
        super(group, wrapped);
        this.subject = subject;
    }

    @Override
    public CompletableFuture<List<WorkerSnapshot>> start() {
        return subject.promise("start", super::start);
    }

    @Override
    public CompletableFuture<List<WorkerSnapshot>> stop() {
        return subject.promise("stop", super::stop);
    }

    @Override
    public CompletableFuture<List<WorkerSnapshot>> restart() {
        return subject.promise("restart", super::restart);
    }

    @Override
    public void remove() {
        subject.run("remove", super::remove);
    }
}
