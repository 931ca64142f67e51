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
 *   last       | 8                       | END                   |
 *              +--------------------------------------------------+
 * </pre>
 *
 * <p>A length of zero means that nothing is there yet. The sender writes the length last, and by
 * that commits the frame.
 */
final class FrameDescriptor {

    static final int LENGTH_OFFSET = 0;
    static final int TYPE_OFFSET = 4;
    static final int PAYLOAD_OFFSET = 8;

    /** A message; the payload is its bytes. */
    static final int MESSAGE = 1;

    /** Nothing more in this document: there is a next one. */
    static final int END = 2;

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

    /** What a document needs to hold at least one frame with this much payload. */
    static int documentBytes(int payload) {
        return BASE_BYTES + ALIGNMENT + frameBytes(payload) + PAYLOAD_OFFSET;
    }

    private static long align(long value) {
        return value + (ALIGNMENT - 1) & -ALIGNMENT;
    }
}
