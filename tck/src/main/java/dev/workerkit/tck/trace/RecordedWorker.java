package dev.workerkit.tck.trace;

import dev.workerkit.Channel;
import dev.workerkit.ExecSpec;
import dev.workerkit.Execution;
import dev.workerkit.Worker;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerStatus;
import dev.workerkit.tck.forwarding.ForwardingWorker;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Records what is asked of a worker. */
final class RecordedWorker extends ForwardingWorker {

    private final Subject subject;

    RecordedWorker(Worker worker, Subject subject) {
        super(worker);
        this.subject = subject;
    }

    @Override
    protected Channel wrapChannel(Channel channel) {
        return new RecordedChannel(channel, subject);
    }

    @Override
    public CompletableFuture<WorkerSnapshot> start() {
        return subject.promise("start", super::start);
    }

    @Override
    public CompletableFuture<WorkerSnapshot> stop() {
        return subject.promise("stop", super::stop);
    }

    @Override
    public CompletableFuture<WorkerSnapshot> kill() {
        return subject.promise("kill", super::kill);
    }

    @Override
    public CompletableFuture<WorkerSnapshot> restart() {
        return subject.promise("restart", super::restart);
    }

    @Override
    public CompletableFuture<WorkerSnapshot> pause() {
        return subject.promise("pause", super::pause);
    }

    @Override
    public CompletableFuture<WorkerSnapshot> resume() {
        return subject.promise("resume", super::resume);
    }

    @Override
    public void resetFailed() {
        subject.run("reset failed", super::resetFailed);
    }

    @Override
    public void remove() {
        subject.run("remove", super::remove);
    }

    @Override
    public CompletableFuture<WorkerStatus> query() {
        return subject.promise("query", super::query);
    }

    @Override
    public CompletableFuture<@Nullable Object> command(String command, @Nullable Object argument) {
        return subject.promise(
                Wording.action("command " + command, argument),
                () -> super.command(command, argument));
    }

    @Override
    public Execution exec(ExecSpec command) {
        return subject.call(Wording.action("exec", command), () -> super.exec(command));
    }
}
