package dev.workerkit.channel;

import dev.workerkit.channel.queue.QueueDocument;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
 *    388  recycles (4)       1: documents are used again; never changes
 *    512  receiver waits (4) 1: it sleeps, ring when there is a message
 *    768  sender waits (8)   it sleeps, ring when this much has been taken; MAX: it does not
 *   1024  closed (4)         1: the sender sends nothing more
 *   1280  offer 0 (128): index (8), offset (8), bytes used (8), name length (4), name: a document
 *                        that nobody reads any more, for the sender to use again
 *   1408  offers 1 to 3 (128 each)
 *   1792  offered (8)        how many documents were offered, ever
 *   2048  claimed (8)        how many of them the sender has claimed
 * </pre>
 *
 * <p>It is left to the garbage collector to unmap: it is small, and threads look into it without a
 * lock.
 */
final class ControlPage {

    private static final int START_BYTES = 128;
    private static final int OFFER_BYTES = 128;
    private static final int INDEX_OFFSET = 0;
    private static final int OFFSET_OFFSET = 8;
    private static final int BASE_OFFSET = 16;
    private static final int USED_OFFSET = 16;
    private static final int NAME_LENGTH_OFFSET = 24;
    private static final int NAME_OFFSET = 28;
    private static final int TAKEN_OFFSET = 256;
    private static final int ACKNOWLEDGED_OFFSET = 264;
    private static final int START_OFFSET = 272;
    private static final int BLOCK_OFFSET = 384;
    private static final int RECYCLES_OFFSET = 388;
    private static final int RECEIVER_WAITS_OFFSET = 512;
    private static final int SENDER_WAITS_OFFSET = 768;
    private static final int CLOSED_OFFSET = 1024;
    private static final int OFFERS_OFFSET = 1280;
    private static final int OFFERED_OFFSET = 1792;
    private static final int CLAIMED_OFFSET = 2048;
    private static final int PAGE_BYTES = 4096;

    /** One is written, one is read, and this many may be on their way back. */
    static final int MOST_OFFERS = 4;

    private static final String UNFINISHED = ".new";

    private static final long NOBODY = Long.MAX_VALUE;

    private final SharedMemory memory;

    private ControlPage(SharedMemory memory) {
        this.memory = memory;
    }

    /**
     * Creates the page of a queue that starts there. It appears under its name complete.
     *
     * @param recycles whether documents are used again
     */
    static ControlPage create(Path file, int blockBytes, boolean recycles, Start start)
            throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        // Not through a channel: an interrupt would close it.
        try (RandomAccessFile created = new RandomAccessFile(unfinished.toFile(), "rw")) {
            created.write(new byte[PAGE_BYTES]);
        }
        ControlPage page =
                fill(SharedMemory.map(unfinished, 0, PAGE_BYTES), blockBytes, recycles, start);
        FolderOwner.give(unfinished);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        return page;
    }

    /** Makes a page of this memory, which is all zeros. */
    static ControlPage fill(SharedMemory memory, int blockBytes, boolean recycles, Start start) {
        ControlPage page = new ControlPage(memory);
        memory.putInt(RECYCLES_OFFSET, recycles ? 1 : 0);
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

    /** Whether documents are used again. */
    boolean recycles() {
        return memory.getInt(RECYCLES_OFFSET) == 1;
    }

    /**
     * Where the next receiver begins; written by the receiver that there is. Whoever dies over it
     * leaves the former start in force.
     */
    void start(Start start) {
        int next = 1 - memory.getInt(START_OFFSET);
        int at = next * START_BYTES;
        put(at, start.document());
        memory.putLong(at + BASE_OFFSET, start.base());
        memory.putIntRelease(START_OFFSET, next);
    }

    private void put(int at, QueueDocument document) {
        byte[] name = document.file().getBytes(StandardCharsets.US_ASCII);
        memory.putLong(at + INDEX_OFFSET, document.index());
        memory.putLong(at + OFFSET_OFFSET, document.offset());
        memory.putInt(at + NAME_LENGTH_OFFSET, name.length);
        memory.put(at + NAME_OFFSET, name);
    }

    Start start() {
        int at = memory.getIntAcquire(START_OFFSET) * START_BYTES;
        return new Start(document(at), memory.getLong(at + BASE_OFFSET));
    }

    private QueueDocument document(int at) {
        byte[] name = memory.get(at + NAME_OFFSET, memory.getInt(at + NAME_LENGTH_OFFSET));
        return new QueueDocument(
                memory.getLong(at + INDEX_OFFSET),
                new String(name, StandardCharsets.US_ASCII),
                memory.getLong(at + OFFSET_OFFSET));
    }

    /**
     * Offers a document to the sender, which nobody reads any more: it is spared the making of a new
     * one, and the memory of that. Written by the receiver that there is.
     *
     * @return false if enough are offered, or documents are not used again: then it is to be deleted
     */
    boolean offer(Spent spent) {
        long offered = memory.getLong(OFFERED_OFFSET);
        if (!recycles() || offered - memory.getLongAcquire(CLAIMED_OFFSET) == MOST_OFFERS) {
            return false;
        }
        int at = offerAt(offered);
        put(at, spent.document());
        memory.putLong(at + USED_OFFSET, spent.usedBytes());
        memory.putLongRelease(OFFERED_OFFSET, offered + 1);
        return true;
    }

    /** A document that was offered, and is now the sender's; null if there is none. */
    @Nullable Spent claim() {
        long claimed = memory.getLong(CLAIMED_OFFSET);
        if (memory.getLongAcquire(OFFERED_OFFSET) == claimed) {
            return null;
        }
        Spent spent = spent(claimed);
        memory.putLongRelease(CLAIMED_OFFSET, claimed + 1);
        return spent;
    }

    /** Those that are offered, while nobody receives and nobody sends. */
    List<Spent> offers() {
        List<Spent> offers = new ArrayList<>();
        for (long i = memory.getLong(CLAIMED_OFFSET); i < memory.getLong(OFFERED_OFFSET); i++) {
            offers.add(spent(i));
        }
        return offers;
    }

    private Spent spent(long number) {
        int at = offerAt(number);
        return new Spent(document(at), (int) memory.getLong(at + USED_OFFSET));
    }

    private static int offerAt(long number) {
        return OFFERS_OFFSET + (int) (number % MOST_OFFERS) * OFFER_BYTES;
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
