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
     * @param sender which incarnation sends; 0 for the master
     * @param dispose is run when it is given back; null for nothing to do
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

    /** Gives it back, its files included if they are this end's to delete. */
    void release() {
        released = true;
        inbound.release();
        if (dispose != null) {
            dispose.run();
        }
    }
}
