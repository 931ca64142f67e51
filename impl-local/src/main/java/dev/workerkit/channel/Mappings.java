package dev.workerkit.channel;

import dev.workerkit.channel.queue.QueueDocument;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The documents of a queue that one end has in memory, and those that it keeps there because they
 * may be used again: mapping them anew would cost more than what passes through them. Not
 * thread-safe.
 */
final class Mappings {

    private record Kept(QueueDocument document, SharedMemory memory) {}

    private final QueueDirectory queue;
    private final int most;

    /** The oldest first. */
    private final Deque<Kept> kept = new ArrayDeque<>();

    /** Those of a queue, of which so many are kept at most. */
    Mappings(QueueDirectory queue, int most) {
        this.queue = queue;
        this.most = most;
    }

    /** Maps a document, unless it is mapped already. */
    Segment map(Start start) {
        for (Kept each : kept) {
            if (each.document().equals(start.document())) {
                kept.remove(each);
                return new Segment(start, each.memory());
            }
        }
        return Segment.map(queue, start);
    }

    /** Releases a segment, but keeps its memory; nobody else uses that. */
    void keep(Segment done) {
        kept.addLast(new Kept(done.start().document(), done.handOver()));
        if (kept.size() > most) {
            kept.removeFirst().memory().release();
        }
    }

    /** Unmaps those that are kept. */
    void release() {
        kept.forEach(each -> each.memory().release());
        kept.clear();
    }
}
