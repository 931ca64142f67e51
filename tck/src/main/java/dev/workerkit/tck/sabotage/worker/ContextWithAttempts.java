package dev.workerkit.tck.sabotage.worker;

import dev.workerkit.worker.WorkerContext;

/** Tells something else of the attempts at the message in hand. */
final class ContextWithAttempts extends ForwardingContext {

    private final int attempts;

    ContextWithAttempts(WorkerContext context, int attempts) {
        super(context);
        this.attempts = attempts;
    }

    @Override
    public int attempts() {
        return attempts;
    }

    @Override
    public boolean redelivered() {
        return attempts > 0;
    }
}
