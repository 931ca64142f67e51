package dev.workerkit.channel;

import dev.workerkit.channel.queue.QueueDocument;

/**
 * How a receiver comes by the documents of a queue, and what it does with those that it is through
 * with: the sender has them again, or they are deleted. Not thread-safe: {@link Intake} guards it.
 */
final class Recycling {

    private final ControlPage page;
    private final QueueDirectory queue;
    private final Mappings mappings;

    Recycling(ControlPage page, QueueDirectory queue) {
        this.page = page;
        this.queue = queue;
        // All that is kept comes again.
        this.mappings = new Mappings(queue, Integer.MAX_VALUE);
    }

    Segment map(Start start) {
        return mappings.map(start);
    }

    /**
     * Gives back a document that is done with.
     *
     * @param end where its last frame is
     * @param next that which follows; its file stays
     */
    void giveBack(Segment done, int end, QueueDocument next) {
        QueueDocument document = done.start().document();
        // A handler may be looking at it.
        if (done.memory().isUnshared()
                && page.offer(new Spent(document, end + FrameDescriptor.END_BYTES))) {
            mappings.keep(done);
        } else {
            done.release();
            queue.deleteFileOf(document, next);
        }
    }

    void release() {
        mappings.release();
    }
}
