package dev.workerkit.channel;

/**
 * The layout of a queue document: a base, then frames without gaps, each 8-aligned in the file.
 *
 * <pre>
 *   document   +--------------------------------------------------+
 *              | base (8): bytes of frames in earlier documents   |
 *              +------ padding to a multiple of 8 in the file ----+
 *   frame 0    | length (4)              | type (4)              |
 *              | payload (length - 8), padding to a multiple of 8 |
 *              +--------------------------------------------------+
 *   frame 1    | length (4)              | type (4)              |
 *              | ...                                              |
 *              +--------------------------------------------------+
 *   last       | length (4)              | END                   |
 *              | index (8), offset (8), name of the file          |
 *              +--------------------------------------------------+
 *
 *   type       | attempts (16) | flags (8) | kind (8) |
 * </pre>
 *
 * <p>A length of zero means that nothing is there yet. The sender writes the length last, and by
 * that commits the frame; from then on the type is the receiver's. So what was delivered and what
 * was acknowledged lies in the frame itself, and no death of a process can part the two.
 *
 * <p>The payload of a message is its bytes; that of a request, a reply or a failure is the
 * correlation id (8) and then the bytes. The last frame tells where the next document lies.
 */
final class FrameDescriptor {

    static final int LENGTH_OFFSET = 0;
    static final int TYPE_OFFSET = 4;
    static final int PAYLOAD_OFFSET = 8;

    /** The kind of the frame after which nothing more comes in this document. */
    static final int END = 1;

    /** The kinds of the frames that carry bytes; see {@link FrameKind}. */
    static final int MESSAGE = 2;

    static final int REQUEST = 3;
    static final int REPLY = 4;
    static final int FAILURE = 5;

    /** What the last frame of a document takes at most: the name of the next file is short. */
    static final int END_BYTES = 64;

    private static final int CORRELATION_BYTES = 8;

    /** The receiver is done with it, whatever comes. */
    private static final int ACKNOWLEDGED = 0x100;

    /** It was handed to a receiver from this queue. */
    private static final int DELIVERED = 0x200;

    private static final int KIND_MASK = 0xff;
    private static final int ATTEMPTS_SHIFT = 16;
    private static final int MOST_ATTEMPTS = 0xffff;

    private static final int ALIGNMENT = 8;
    private static final int BASE_BYTES = 8;

    private FrameDescriptor() {}

    /** Where in the file the first frame of a document is whose data starts at this offset. */
    static long firstFrame(long documentOffset) {
        return align(documentOffset + BASE_BYTES);
    }

    /** What a frame takes with this much payload. */
    static int frameBytes(int payload) {
        return (int) align(PAYLOAD_OFFSET + (long) payload);
    }

    /** What a document needs to hold at least one message of this size, of any kind. */
    static int documentBytes(int message) {
        return BASE_BYTES + ALIGNMENT + frameBytes(CORRELATION_BYTES + message) + END_BYTES;
    }

    private static long align(long value) {
        return value + (ALIGNMENT - 1) & -ALIGNMENT;
    }

    /** The type of a frame of this kind that was delivered this often before. */
    static int type(int kind, int attempts) {
        return kind | Math.min(attempts, MOST_ATTEMPTS) << ATTEMPTS_SHIFT;
    }

    static int kind(int type) {
        return type & KIND_MASK;
    }

    /** What comes before the bytes in the payload of a frame of this type. */
    static int prefixBytes(int type) {
        return kind(type) == MESSAGE ? 0 : CORRELATION_BYTES;
    }

    /** How often the frame was delivered. */
    static int attempts(int type) {
        return type >>> ATTEMPTS_SHIFT;
    }

    /** The type after one more delivery. */
    static int delivered(int type) {
        int attempts = Math.min(attempts(type) + 1, MOST_ATTEMPTS);
        return type & ~(MOST_ATTEMPTS << ATTEMPTS_SHIFT) | DELIVERED | attempts << ATTEMPTS_SHIFT;
    }

    static boolean isDelivered(int type) {
        return (type & DELIVERED) != 0;
    }

    static int acknowledged(int type) {
        return type | ACKNOWLEDGED;
    }

    static boolean isAcknowledged(int type) {
        return (type & ACKNOWLEDGED) != 0;
    }
}
