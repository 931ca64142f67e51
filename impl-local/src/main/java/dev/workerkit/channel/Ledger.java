package dev.workerkit.channel;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What of a queue was delivered and what of that was acknowledged, in any order. It keeps the
 * documents from the oldest frame that is not acknowledged on, and gives back those before. Not
 * thread-safe: {@link Intake} guards it.
 */
final class Ledger {

    private final ControlPage page;
    private final Recycling recycling;

    /** From that of the oldest frame that is not acknowledged to that which is being read. */
    private final Deque<Segment> segments = new ArrayDeque<>();

    /** Where in the first of them that frame is. */
    private int position;

    /** Bytes of frames before it, ever. */
    private long settled;

    /** Begins with the segment that is read first, at this position. */
    Ledger(ControlPage page, Recycling recycling, Segment first, int position) {
        this.page = page;
        this.recycling = recycling;
        this.position = position;
        this.settled = first.start().base() + position;
        segments.add(first);
        // A receiver may have died between an acknowledgement and telling of it.
        advance();
    }

    /** The next document is being read. */
    void add(Segment next) {
        segments.add(next);
        advance();
    }

    /** Notes in a frame that it is handed to a receiver. */
    void deliver(Segment segment, int at) {
        segment.type(at, FrameDescriptor.delivered(segment.type(at)));
    }

    /** Notes in a frame that it need not be delivered again. Again does nothing. */
    void acknowledge(Segment segment, int at) {
        // A document is given back when all its frames are acknowledged, so this one was.
        if (segment.isReleased() || FrameDescriptor.isAcknowledged(segment.type(at))) {
            return;
        }
        segment.type(at, FrameDescriptor.acknowledged(segment.type(at)));
        page.countAcknowledged();
        if (at == position && segment == segments.getFirst()) {
            advance();
        }
    }

    private void advance() {
        Segment first = segments.getFirst();
        int length = first.length(position);
        while (length != 0) {
            int type = first.type(position);
            if (FrameDescriptor.isAcknowledged(type)) {
                int size = FrameDescriptor.frameBytes(length - FrameDescriptor.PAYLOAD_OFFSET);
                position += size;
                settled += size;
            } else if (FrameDescriptor.kind(type) == FrameDescriptor.END && segments.size() > 1) {
                first = turnToNextSegment();
            } else {
                break;
            }
            length = first.length(position);
        }
        page.taken(settled);
    }

    private Segment turnToNextSegment() {
        Segment done = segments.removeFirst();
        Segment next = segments.getFirst();
        // In this order, for death may come in between: where the next document begins is also
        // where this one ends, but not the other way round.
        page.taken(settled);
        page.start(next.start());
        int end = position;
        position = 0;
        recycling.giveBack(done, end, next.start().document());
        return next;
    }

    /** Bytes of frames that are acknowledged without a gap, ever. */
    long settled() {
        return settled;
    }

    void release() {
        for (Segment segment : segments) {
            segment.release();
        }
    }
}
