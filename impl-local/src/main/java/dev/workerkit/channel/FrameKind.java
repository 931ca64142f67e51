package dev.workerkit.channel;

/** What a frame that carries bytes is. */
public enum FrameKind {
    /** A message of the application. */
    MESSAGE(FrameDescriptor.MESSAGE),
    /** A task that is to be answered by a reply or a failure of the same correlation id. */
    REQUEST(FrameDescriptor.REQUEST),
    /** The result of a request. */
    REPLY(FrameDescriptor.REPLY),
    /** The failure of a request: text in UTF-8. */
    FAILURE(FrameDescriptor.FAILURE);

    private static final FrameKind[] ALL = values();

    private final int code;

    FrameKind(int code) {
        this.code = code;
    }

    /** The number that stands in the frame. */
    int code() {
        return code;
    }

    static FrameKind of(int code) {
        return ALL[code - FrameDescriptor.MESSAGE];
    }
}
