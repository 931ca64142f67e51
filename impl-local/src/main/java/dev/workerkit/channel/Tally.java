package dev.workerkit.channel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Watches what of the messages in a queue its receiver, in another process as a rule, has taken.
 * Thread-safe.
 */
final class Tally {

    /** What fits into a frame of any connection. */
    private static final int MOST_OUT_OF_TURN = 10_000;

    private final ControlPage page;
    private final boolean acknowledged;

    /** Follows what is put into the queue, if each message is acknowledged for itself. */
    private final @Nullable Lookahead following;

    /** What is not settled, in order. */
    private final Deque<Entry> open = new ArrayDeque<>();

    /** Bytes of frames in the queue, ever. */
    private long bytes;

    private long put;
    private long delivered;
    private long settled;
    private long toldDelivered;
    private long toldSettled;

    /**
     * A message that is not settled.
     *
     * @param end bytes of frames up to its end, ever
     * @param segment where it lies, if each message is acknowledged for itself
     */
    private static final class Entry {
        private final long number;
        private final long end;
        private final @Nullable Segment segment;
        private final int frame;
        private boolean told;

        Entry(long number, long end, @Nullable Segment segment, int frame) {
            this.number = number;
            this.end = end;
            this.segment = segment;
            this.frame = frame;
        }

        boolean isDelivered() {
            return segment != null && FrameDescriptor.isDelivered(segment.type(frame));
        }

        boolean isAcknowledged() {
            return segment != null && FrameDescriptor.isAcknowledged(segment.type(frame));
        }

        void release() {
            if (segment != null) {
                segment.memory().release();
            }
        }
    }

    /**
     * Of a queue into which nothing has been put yet.
     *
     * @param acknowledged whether each message is acknowledged for itself, and that is of interest
     */
    Tally(StoredQueue queue, boolean acknowledged) {
        this.page = queue.page();
        this.acknowledged = acknowledged;
        this.following = acknowledged ? new Lookahead(queue) : null;
        this.bytes = page.taken();
    }

    /** A message was put into the queue; told before the next one is put there. */
    synchronized void put(int frameBytes) {
        bytes += frameBytes;
        put++;
        if (following == null) {
            open.add(new Entry(put, bytes, null, 0));
        } else if (following.next()) {
            following.segment().memory().retain();
            open.add(new Entry(put, bytes, following.segment(), following.frame()));
        } else {
            throw new IllegalStateException("What was put into the queue is not there");
        }
    }

    /** What is new since it was asked last, if anything. */
    synchronized @Nullable Taken news() {
        long taken = page.taken();
        while (!open.isEmpty() && open.getFirst().end <= taken) {
            Entry first = open.removeFirst();
            settled = first.number;
            first.release();
        }
        delivered = Math.max(delivered, settled);
        List<Long> outOfTurn = new ArrayList<>();
        if (acknowledged) {
            look(outOfTurn);
        }
        if (delivered == toldDelivered && settled == toldSettled && outOfTurn.isEmpty()) {
            return null;
        }
        toldDelivered = delivered;
        toldSettled = settled;
        return new Taken(delivered, settled, outOfTurn);
    }

    /** They are handed over in order. */
    private void look(List<Long> outOfTurn) {
        for (Entry entry : open) {
            if ((entry.number > delivered && !entry.isDelivered())
                    || outOfTurn.size() == MOST_OUT_OF_TURN) {
                return;
            }
            delivered = Math.max(delivered, entry.number);
            if (!entry.told && entry.isAcknowledged()) {
                entry.told = true;
                outOfTurn.add(entry.number);
            }
        }
    }

    /**
     * Asks the receiver to ring when it has settled more.
     *
     * @return false if it has already
     */
    synchronized boolean announceWaiting() {
        if (open.isEmpty()) {
            return true;
        }
        page.senderWaitsFor(open.getFirst().end);
        return page.taken() < open.getFirst().end;
    }

    /** Whether the receiver may do something that it does not ring for. */
    synchronized boolean isToBeLookedAt() {
        return acknowledged && !open.isEmpty();
    }

    synchronized void release() {
        open.forEach(Entry::release);
        open.clear();
        if (following != null) {
            following.release();
        }
    }
}
