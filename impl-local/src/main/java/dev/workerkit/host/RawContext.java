package dev.workerkit.host;

import dev.workerkit.Channel;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerStatus;
import dev.workerkit.worker.CommandHandler;
import dev.workerkit.worker.WorkerContext;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What a raw worker is given. It has no work loop that could be watched, so it counts as busy except
 * while the thread that runs it waits for something to do (WRK-WATCH-003).
 */
final class RawContext implements WorkerContext {

    private final HostContext context;
    private final UnitsDone done;
    private final Rest rest;

    /** To be made by the thread that runs the worker. */
    RawContext(HostContext context, UnitsDone done) {
        this.context = context;
        this.done = done;
        this.rest = new Rest(done);
    }

    @Override
    public Channel channel() {
        return new RestingChannel(context.channel(), rest);
    }

    @Override
    public boolean awaitStop(Duration timeout) throws InterruptedException {
        rest.begin();
        try {
            return context.awaitStop(timeout);
        } finally {
            rest.end();
        }
    }

    @Override
    public void awaitNotPaused() throws InterruptedException {
        rest.begin();
        try {
            context.awaitNotPaused();
        } finally {
            rest.end();
        }
    }

    @Override
    public void progress() {
        done.add();
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
    public int attempts() {
        return context.attempts();
    }

    @Override
    public boolean stopRequested() {
        return context.stopRequested();
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
