package dev.workerkit.channel;

import org.jspecify.annotations.Nullable;

/** A sender's queue, as {@link Intake} has it, which also guards it. */
final class Source {

    private final Inbound inbound;
    private final @Nullable Runnable dispose;
    private boolean complete;
    private boolean released;

    /**
     * A queue to receive from.
     *
     * @param dispose is run when it is given back; null for nothing to do
     */
    Source(Inbound inbound, @Nullable Runnable dispose) {
        this.inbound = inbound;
        this.dispose = dispose;
    }

    Inbound inbound() {
        return inbound;
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
