package dev.workerkit.channel;

import dev.workerkit.channel.queue.QueueDocument;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The frames of one document in memory. */
final class Segment {

    private static final int INDEX_OFFSET = FrameDescriptor.PAYLOAD_OFFSET;
    private static final int OFFSET_OFFSET = INDEX_OFFSET + Long.BYTES;
    private static final int NAME_OFFSET = OFFSET_OFFSET + Long.BYTES;

    /** The most that can be cleared at once. */
    static final int CLEARED_BYTES = 4096;

    private static final byte[] ZEROS = new byte[CLEARED_BYTES];

    private final Start start;
    private final SharedMemory memory;
    private boolean released;

    /** The document that is mapped there. */
    Segment(Start start, SharedMemory memory) {
        this.start = start;
        this.memory = memory;
    }

    static Segment map(QueueDirectory queue, Start start) {
        return new Segment(start, queue.map(start.document()));
    }

    Start start() {
        return start;
    }

    SharedMemory memory() {
        return memory;
    }

    /** The length of the frame there, or 0 if there is none yet; with it all of it is visible. */
    int length(int at) {
        return memory.getIntAcquire(at + FrameDescriptor.LENGTH_OFFSET);
    }

    int type(int at) {
        return memory.getInt(at + FrameDescriptor.TYPE_OFFSET);
    }

    void type(int at, int type) {
        memory.putInt(at + FrameDescriptor.TYPE_OFFSET, type);
    }

    /** Makes room for frames after that one, whatever was there before. */
    void clear(int from, int to) {
        memory.put(from, ZEROS, to - from);
    }

    /** Writes and commits a frame. The correlation id is for those that have one. */
    void put(int at, int type, long correlation, ByteBuffer bytes) {
        int prefix = FrameDescriptor.prefixBytes(type);
        if (prefix > 0) {
            memory.putLong(at + FrameDescriptor.PAYLOAD_OFFSET, correlation);
        }
        int start = FrameDescriptor.PAYLOAD_OFFSET + prefix;
        memory.put(at + start, bytes);
        type(at, type);
        commit(at, start + bytes.remaining());
    }

    private void commit(int at, int length) {
        memory.putIntRelease(at + FrameDescriptor.LENGTH_OFFSET, length);
    }

    long correlation(int at) {
        return memory.getLong(at + FrameDescriptor.PAYLOAD_OFFSET);
    }

    /** Writes and commits the frame that tells where the next document lies. */
    void end(int at, QueueDocument next) {
        byte[] name = next.file().getBytes(StandardCharsets.US_ASCII);
        memory.putLong(at + INDEX_OFFSET, next.index());
        memory.putLong(at + OFFSET_OFFSET, next.offset());
        memory.put(at + NAME_OFFSET, name);
        type(at, FrameDescriptor.END);
        commit(at, NAME_OFFSET + name.length);
    }

    /** The document that the last frame, which is there, tells of. */
    QueueDocument next(int at) {
        byte[] name = memory.get(at + NAME_OFFSET, length(at) - NAME_OFFSET);
        return new QueueDocument(
                memory.getLong(at + INDEX_OFFSET),
                new String(name, StandardCharsets.US_ASCII),
                memory.getLong(at + OFFSET_OFFSET));
    }

    void release() {
        released = true;
        memory.release();
    }

    /** Releases it, but leaves its memory to the caller. */
    SharedMemory handOver() {
        released = true;
        return memory;
    }

    boolean isReleased() {
        return released;
    }
}
