package dev.workerkit.tck.sabotage.worker;

import dev.workerkit.Channel;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerStatus;
import dev.workerkit.worker.CommandHandler;
import dev.workerkit.worker.WorkerContext;
import java.time.Duration;
import java.util.function.Supplier;

/** What a worker is given, passed on as it is; open for overriding. */
class ForwardingContext implements WorkerContext {

    private final WorkerContext context;

    ForwardingContext(WorkerContext context) {
        this.context = context;
    }

    @Override
    public WorkerId id() {
        return context.id();
    }

    @Override
    public String name() {
        return context.name();
    }

    @Override
    public int incarnation() {
        return context.incarnation();
    }

    @Override
    public Channel channel() {
        return context.channel();
    }

    @Override
    public int attempts() {
        return context.attempts();
    }

    @Override
    public boolean stopRequested() {
        return context.stopRequested();
    }

    @Override
    public boolean awaitStop(Duration timeout) throws InterruptedException {
        return context.awaitStop(timeout);
    }

    @Override
    public void awaitNotPaused() throws InterruptedException {
        context.awaitNotPaused();
    }

    @Override
    public void progress() {
        context.progress();
    }

    @Override
    public void status(String text) {
        context.status(text);
    }

    @Override
    public void exit(int code) {
        context.exit(code);
    }

    @Override
    public void onQuery(Supplier<WorkerStatus> answer) {
        context.onQuery(answer);
    }

    @Override
    public void onCommand(String command, CommandHandler handler) {
        context.onCommand(command, handler);
    }
}
