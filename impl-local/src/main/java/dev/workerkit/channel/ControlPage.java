package dev.workerkit.channel;

import dev.workerkit.channel.queue.QueueDocument;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * What sender and receiver of one direction tell each other, in a page of shared memory. Each field
 * is on cache lines of its own, by who writes it.
 *
 * <pre>
 *      0  start 0 (128): index (8), offset (8), bytes of frames before (8),
 *                        name length (4), name: the document where a receiver begins
 *    128  start 1 (128)
 *    256  taken (8)          bytes of frames that are received or acknowledged without a gap
 *    264  acknowledged (8)   messages that were acknowledged, in any order
 *    272  start (4)          which of the two starts is in force
 *    384  block (4)          how the queue's files are divided, in bytes; never changes
 *    512  receiver waits (4) 1: it sleeps, ring when there is a message
 *    768  sender waits (8)   it sleeps, ring when this much has been taken; MAX: it does not
 *   1024  closed (4)         1: the sender sends nothing more
 * </pre>
 *
 * <p>It is left to the garbage collector to unmap: it is small, and threads look into it without a
 * lock.
 */
final class ControlPage {

    private static final int START_BYTES = 128;
    private static final int INDEX_OFFSET = 0;
    private static final int OFFSET_OFFSET = 8;
    private static final int BASE_OFFSET = 16;
    private static final int NAME_LENGTH_OFFSET = 24;
    private static final int NAME_OFFSET = 28;
    private static final int TAKEN_OFFSET = 256;
    private static final int ACKNOWLEDGED_OFFSET = 264;
    private static final int START_OFFSET = 272;
    private static final int BLOCK_OFFSET = 384;
    private static final int RECEIVER_WAITS_OFFSET = 512;
    private static final int SENDER_WAITS_OFFSET = 768;
    private static final int CLOSED_OFFSET = 1024;
    private static final int PAGE_BYTES = 4096;

    private static final String UNFINISHED = ".new";

    private static final long NOBODY = Long.MAX_VALUE;

    private final SharedMemory memory;

    private ControlPage(SharedMemory memory) {
        this.memory = memory;
    }

    /** Creates the page of a queue that starts there. It appears under its name complete. */
    static ControlPage create(Path file, int blockBytes, Start start) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        // Not through a channel: an interrupt would close it.
        try (RandomAccessFile created = new RandomAccessFile(unfinished.toFile(), "rw")) {
            created.write(new byte[PAGE_BYTES]);
        }
        ControlPage page = fill(SharedMemory.map(unfinished, 0, PAGE_BYTES), blockBytes, start);
        FolderOwner.give(unfinished);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        return page;
    }

    /** Makes a page of this memory, which is all zeros. */
    static ControlPage fill(SharedMemory memory, int blockBytes, Start start) {
        ControlPage page = new ControlPage(memory);
        memory.putLong(SENDER_WAITS_OFFSET, NOBODY);
        memory.putInt(BLOCK_OFFSET, blockBytes);
        page.start(start);
        return page;
    }

    static ControlPage open(Path file) throws IOException {
        return new ControlPage(SharedMemory.map(file, 0, PAGE_BYTES));
    }

    int blockBytes() {
        return memory.getInt(BLOCK_OFFSET);
    }

    /**
     * Where the next receiver begins; written by the receiver that there is. Whoever dies over it
     * leaves the former start in force.
     */
    void start(Start start) {
        int next = 1 - memory.getInt(START_OFFSET);
        int at = next * START_BYTES;
        byte[] name = start.document().file().getBytes(StandardCharsets.US_ASCII);
        memory.putLong(at + INDEX_OFFSET, start.document().index());
        memory.putLong(at + OFFSET_OFFSET, start.document().offset());
        memory.putLong(at + BASE_OFFSET, start.base());
        memory.putInt(at + NAME_LENGTH_OFFSET, name.length);
        memory.put(at + NAME_OFFSET, name);
        memory.putIntRelease(START_OFFSET, next);
    }

    Start start() {
        int at = memory.getIntAcquire(START_OFFSET) * START_BYTES;
        byte[] name = memory.get(at + NAME_OFFSET, memory.getInt(at + NAME_LENGTH_OFFSET));
        return new Start(
                new QueueDocument(
                        memory.getLong(at + INDEX_OFFSET),
                        new String(name, StandardCharsets.US_ASCII),
                        memory.getLong(at + OFFSET_OFFSET)),
                memory.getLong(at + BASE_OFFSET));
    }

    long taken() {
        return memory.getLongAcquire(TAKEN_OFFSET);
    }

    void taken(long bytes) {
        memory.putLongRelease(TAKEN_OFFSET, bytes);
    }

    /** How many messages were acknowledged. */
    long acknowledged() {
        return memory.getLongAcquire(ACKNOWLEDGED_OFFSET);
    }

    void countAcknowledged() {
        memory.putLong(ACKNOWLEDGED_OFFSET, memory.getLong(ACKNOWLEDGED_OFFSET) + 1);
    }

    /** The receiver is about to sleep, and must look once more before it does. */
    void receiverWaits() {
        memory.putInt(RECEIVER_WAITS_OFFSET, 1);
        memory.fullFence();
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
        memory.fullFence();
        if (memory.getInt(RECEIVER_WAITS_OFFSET) == 0) {
            return false;
        }
        memory.putInt(RECEIVER_WAITS_OFFSET, 0);
        // Before the ring: who is woken may announce at once that it sleeps again.
        memory.fullFence();
        return true;
    }

    /** A sender is about to sleep until this much is taken, and must look once more before. */
    void senderWaitsFor(long taken) {
        // Several senders wait for different room: the first to have it is the one to wake.
        long mark = memory.getLong(SENDER_WAITS_OFFSET);
        memory.putLong(SENDER_WAITS_OFFSET, Math.min(taken, mark));
        memory.fullFence();
    }

    /** Whether it is on the caller, who has taken this much, to ring for the sender. */
    boolean claimRingForSender(long taken) {
        memory.fullFence();
        if (memory.getLong(SENDER_WAITS_OFFSET) > taken) {
            return false;
        }
        memory.putLong(SENDER_WAITS_OFFSET, NOBODY);
        memory.fullFence();
        return true;
    }

    boolean isClosed() {
        return memory.getIntAcquire(CLOSED_OFFSET) == 1;
    }

    void close() {
        memory.putIntRelease(CLOSED_OFFSET, 1);
    }
}
