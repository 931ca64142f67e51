package dev.workerkit.channel;

import dev.workerkit.channel.queue.QueueDocument;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What sender and receiver of one direction tell each other, in a page of shared memory. Each field
 * is on cache lines of its own, by who writes it.
 *
 * <pre>
 *      0  start index (8)    the document where the next receiver or sender begins
 *      8  start offset (8)
 *     16  start base (8)     bytes of frames before that document
 *     24  name length (4)
 *     28  name (64)          of its file
 *    256  taken (8)          bytes of frames that receivers have taken, ever
 *    512  receiver waits (4) 1: it sleeps, ring when there is a message
 *    768  sender waits (8)   it sleeps, ring when this much has been taken; MAX: it does not
 *   1024  closed (4)         1: the sender sends nothing more
 * </pre>
 *
 * <p>It is left to the garbage collector to unmap: it is small, and threads look into it without a
 * lock.
 */
final class ControlPage {

    private static final int START_INDEX_OFFSET = 0;
    private static final int START_OFFSET_OFFSET = 8;
    private static final int START_BASE_OFFSET = 16;
    private static final int NAME_LENGTH_OFFSET = 24;
    private static final int NAME_OFFSET = 28;
    private static final int TAKEN_OFFSET = 256;
    private static final int RECEIVER_WAITS_OFFSET = 512;
    private static final int SENDER_WAITS_OFFSET = 768;
    private static final int CLOSED_OFFSET = 1024;
    private static final int PAGE_BYTES = 4096;

    private static final long NOBODY = Long.MAX_VALUE;

    private final SharedMemory memory;

    private ControlPage(SharedMemory memory) {
        this.memory = memory;
    }

    static ControlPage create(Path file) throws IOException {
        // Not through a channel: an interrupt would close it.
        try (RandomAccessFile created = new RandomAccessFile(file.toFile(), "rw")) {
            created.write(new byte[PAGE_BYTES]);
        }
        ControlPage page = open(file);
        page.memory.putLong(SENDER_WAITS_OFFSET, NOBODY);
        return page;
    }

    static ControlPage open(Path file) throws IOException {
        return new ControlPage(SharedMemory.map(file, 0, PAGE_BYTES));
    }

    void start(Start start) {
        byte[] name = start.document().file().getBytes(StandardCharsets.US_ASCII);
        memory.putLong(START_INDEX_OFFSET, start.document().index());
        memory.putLong(START_OFFSET_OFFSET, start.document().offset());
        memory.putLong(START_BASE_OFFSET, start.base());
        memory.putInt(NAME_LENGTH_OFFSET, name.length);
        memory.put(NAME_OFFSET, name);
    }

    Start start() {
        byte[] name = memory.get(NAME_OFFSET, memory.getInt(NAME_LENGTH_OFFSET));
        return new Start(
                new QueueDocument(
                        memory.getLong(START_INDEX_OFFSET),
                        new String(name, StandardCharsets.US_ASCII),
                        memory.getLong(START_OFFSET_OFFSET)),
                memory.getLong(START_BASE_OFFSET));
    }

    long taken() {
        return memory.getLongAcquire(TAKEN_OFFSET);
    }

    void taken(long bytes) {
        memory.putLongRelease(TAKEN_OFFSET, bytes);
    }

    /** The receiver is about to sleep, and must look once more before it does. */
    void receiverWaits() {
        memory.putInt(RECEIVER_WAITS_OFFSET, 1);
        VarHandle.fullFence();
    }

    void receiverIsAwake() {
        memory.putInt(RECEIVER_WAITS_OFFSET, 0);
    }

    /**
     * Whether it is on the caller, who has published something, to ring for the receiver. Two
     * threads may both be told to. A ring follows each time the mark is taken back, so taking back
     * a newer one than was seen does no harm.
     */
    boolean claimRingForReceiver() {
        // The receiver announces that it sleeps and then looks again; we publish and then look.
        VarHandle.fullFence();
        if (memory.getInt(RECEIVER_WAITS_OFFSET) == 0) {
            return false;
        }
        memory.putInt(RECEIVER_WAITS_OFFSET, 0);
        return true;
    }

    /** A sender is about to sleep until this much is taken, and must look once more before. */
    void senderWaitsFor(long taken) {
        // Several senders wait for different room: the first to have it is the one to wake.
        long mark = memory.getLong(SENDER_WAITS_OFFSET);
        memory.putLong(SENDER_WAITS_OFFSET, Math.min(taken, mark));
        VarHandle.fullFence();
    }

    /** Whether it is on the caller, who has taken this much, to ring for the sender. */
    boolean claimRingForSender(long taken) {
        VarHandle.fullFence();
        if (memory.getLong(SENDER_WAITS_OFFSET) > taken) {
            return false;
        }
        memory.putLong(SENDER_WAITS_OFFSET, NOBODY);
        return true;
    }

    boolean isClosed() {
        return memory.getIntAcquire(CLOSED_OFFSET) == 1;
    }

    void close() {
        memory.putIntRelease(CLOSED_OFFSET, 1);
    }
}
