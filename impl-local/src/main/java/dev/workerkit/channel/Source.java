package dev.workerkit.channel;

import org.jspecify.annotations.Nullable;

/** A sender's queue, as {@link Intake} has it, which also guards it. */
final class Source {

    private final Inbound inbound;
    private final int sender;
    private final @Nullable Runnable dispose;
    private boolean complete;
    private boolean released;

    /**
     * A queue to receive from.
     *
     * @param sender see {@link Received#sender}
     * @param dispose is run when it is given back and nothing will ever come of it any more; null
     *     for nothing to do
     */
    Source(Inbound inbound, int sender, @Nullable Runnable dispose) {
        this.inbound = inbound;
        this.sender = sender;
        this.dispose = dispose;
    }

    Inbound inbound() {
        return inbound;
    }

    int sender() {
        return sender;
    }

    /** Nothing more is sent into it. */
    void complete() {
        complete = true;
    }

    /** Whether what is there is all. */
    boolean isComplete() {
        return complete || inbound.isClosed();
    }

    /** Whether nothing will ever come of it any more. */
    boolean isDone() {
        return isComplete() && inbound.isDrained() && inbound.isSettled();
    }

    boolean isReleased() {
        return released;
    }

    /** Gives it back, and its files if they are this end's to delete and nobody's to read. */
    void release() {
        released = true;
        boolean done = isDone();
        inbound.release();
        if (done && dispose != null) {
            dispose.run();
        }
    }
}
