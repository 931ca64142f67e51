package dev.workerkit.channel.queue;

/**
 * How a queue divides its files: each file is a single Chronicle block with one document, so that a
 * file never grows once it exists, and can be deleted or used again when the document has been read.
 *
 * @param blockBytes Chronicle's block, a power of two; a file takes a quarter of it when it is full,
 *     as its rest stays empty
 */
public record QueueGeometry(int blockBytes) {

    /** Chronicle allows a document a quarter of a block. */
    private static final int SHARE = 4;

    private static final int SMALLEST_BLOCK = 1 << 20;
    private static final int LARGEST_USUAL_BLOCK = 1 << 23;

    /** Left to Chronicle in each quarter, for its headers. */
    private static final int RESERVED = 256;

    /**
     * Large enough for a message of this size, and otherwise in proportion to what may be waiting,
     * as this is what a queue takes beyond its unread messages.
     */
    public static QueueGeometry of(int largestEntry, int capacityBytes) {
        long usual = Math.min(Math.max(capacityBytes / 2, SMALLEST_BLOCK), LARGEST_USUAL_BLOCK);
        long needed = Math.max(usual, (long) SHARE * (largestEntry + RESERVED));
        return new QueueGeometry((int) Long.highestOneBit(2 * needed - 1));
    }

    /** The size of each document. */
    public int documentBytes() {
        return blockBytes / SHARE - RESERVED;
    }
}
