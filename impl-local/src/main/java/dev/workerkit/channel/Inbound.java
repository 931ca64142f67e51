package dev.workerkit.channel;

import org.jspecify.annotations.Nullable;

/**
 * The receiving half of one direction: a cursor over the frames of a queue. Not thread-safe: {@link
 * Intake} guards it.
 */
final class Inbound {

    private final ControlPage page;
    private final Recycling recycling;

    /** Of what is not acknowledged; null if what is taken is gone. */
    private final @Nullable Ledger ledger;

    private Segment segment;
    private int position;

    /** Bytes of frames read, ever. */
    private long taken;

    /** The frame taken last. */
    private int frame;

    private int type;
    private int length;

    /**
     * Receives what of a queue has not been taken yet.
     *
     * @param acknowledged whether messages are taken only when they are acknowledged
     */
    Inbound(StoredQueue stored, boolean acknowledged) {
        this.page = stored.page();
        this.recycling = new Recycling(page, stored.directory());
        Start start = page.start();
        this.segment = recycling.map(start);
        this.taken = page.taken();
        this.position = (int) (taken - start.base());
        this.ledger = acknowledged ? new Ledger(page, recycling, segment, position) : null;
        page.receiverIsAwake();
    }

    /**
     * Takes the next message, which is described by this until the next call. Unless it is to be
     * acknowledged it counts as received from now on, whatever becomes of it.
     */
    boolean take() {
        while (true) {
            int bytes = segment.length(position);
            if (bytes == 0) {
                return false;
            }
            type = segment.type(position);
            if (FrameDescriptor.kind(type) == FrameDescriptor.END) {
                turnToNextDocument();
                continue;
            }
            frame = position;
            length = bytes - FrameDescriptor.PAYLOAD_OFFSET;
            int size = FrameDescriptor.frameBytes(length);
            position += size;
            taken += size;
            if (ledger == null) {
                page.taken(taken);
                return true;
            }
            if (!FrameDescriptor.isAcknowledged(type)) {
                ledger.deliver(segment, frame);
                return true;
            }
        }
    }

    private void turnToNextDocument() {
        Start start = new Start(segment.next(position), taken);
        Segment next = recycling.map(start);
        Segment done = segment;
        int end = position;
        segment = next;
        position = 0;
        if (ledger == null) {
            page.start(start);
            recycling.giveBack(done, end, start.document());
        } else {
            ledger.add(next);
        }
    }

    /** Where the message lies that was taken last. */
    Segment segment() {
        return segment;
    }

    /** Where in the segment its frame begins. */
    int frame() {
        return frame;
    }

    /** Its type as it was before it was delivered. */
    int type() {
        return type;
    }

    long correlation() {
        return FrameDescriptor.prefixBytes(type) == 0 ? 0 : segment.correlation(frame);
    }

    int messageOffset() {
        return frame + FrameDescriptor.PAYLOAD_OFFSET + FrameDescriptor.prefixBytes(type);
    }

    int messageLength() {
        return length - FrameDescriptor.prefixBytes(type);
    }

    boolean isAcknowledged() {
        return ledger != null;
    }

    /** Acknowledges a message that was taken. */
    void acknowledge(Segment where, int at) {
        if (ledger != null) {
            ledger.acknowledge(where, at);
        }
    }

    /** Bytes of frames that will not be delivered again, ever. */
    long settled() {
        return ledger == null ? taken : ledger.settled();
    }

    /** Whether nothing is to be acknowledged of what was taken. */
    boolean isSettled() {
        return settled() >= taken;
    }

    /** Whether there is nothing to take at the moment. */
    boolean isDrained() {
        return segment.length(position) == 0;
    }

    ControlPage page() {
        return page;
    }

    /** Whether the sender sends nothing more; there may be messages left. */
    boolean isClosed() {
        return page.isClosed();
    }

    /** Gives everything back. The files stay. */
    void release() {
        if (ledger == null) {
            segment.release();
        } else {
            ledger.release();
        }
        recycling.release();
    }
}
