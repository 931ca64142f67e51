package dev.workerkit.tck.trace;

import dev.workerkit.Channel;
import dev.workerkit.SharedWorker;
import dev.workerkit.WorkerStatus;
import dev.workerkit.tck.forwarding.ForwardingSharedWorker;
import java.util.concurrent.CompletableFuture;

/** Records what is asked over a connection to a shared worker. */
final class RecordedSharedWorker extends ForwardingSharedWorker {

    private final Subject subject;

    RecordedSharedWorker(SharedWorker worker, Subject subject) {
        super(worker);
        this.subject = subject;
    }

    @Override
    protected Channel wrapChannel(Channel channel) {
        return new RecordedChannel(channel, subject);
    }

    @Override
    public CompletableFuture<WorkerStatus> query() {
        return subject.promise("query", super::query);
    }

    @Override
    public CompletableFuture<Void> stop() {
        return subject.promise("stop", super::stop);
    }

    @Override
    public void close() {
        subject.run("close", super::close);
    }
}
