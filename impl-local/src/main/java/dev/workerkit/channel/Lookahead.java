package dev.workerkit.channel;

/**
 * Reads the frames of a queue ahead of their receiver, without taking them. Not thread-safe.
 */
final class Lookahead {

    private final QueueDirectory queue;
    private Segment segment;
    private int position;
    private int frame;
    private int type;
    private int length;

    /** From where the next receiver would begin. */
    Lookahead(StoredQueue stored) {
        this.queue = stored.directory();
        Start start = stored.page().start();
        this.segment = Segment.map(queue, start);
        this.position = (int) (stored.page().taken() - start.base());
    }

    /** Goes on to the next frame that carries bytes, if there is one. */
    boolean next() {
        while (true) {
            int bytes = segment.length(position);
            if (bytes == 0) {
                return false;
            }
            type = segment.type(position);
            if (FrameDescriptor.kind(type) != FrameDescriptor.END) {
                frame = position;
                length = bytes - FrameDescriptor.PAYLOAD_OFFSET;
                position += FrameDescriptor.frameBytes(length);
                return true;
            }
            // Nobody asks this one how many bytes came before.
            Segment next = Segment.map(queue, new Start(segment.next(position), 0));
            segment.release();
            segment = next;
            position = 0;
        }
    }

    /** Whether there may be a next frame. */
    boolean hasNext() {
        return segment.length(position) != 0;
    }

    /** Where the frame lies. */
    Segment segment() {
        return segment;
    }

    /** Where in the segment it begins. */
    int frame() {
        return frame;
    }

    /** Its type when it was read; it is the receiver's to change. */
    int type() {
        return type;
    }

    long correlation() {
        return FrameDescriptor.prefixBytes(type) == 0 ? 0 : segment.correlation(frame);
    }

    byte[] bytes() {
        int prefix = FrameDescriptor.prefixBytes(type);
        return segment.memory()
                .get(frame + FrameDescriptor.PAYLOAD_OFFSET + prefix, length - prefix);
    }

    void release() {
        segment.release();
    }
}
