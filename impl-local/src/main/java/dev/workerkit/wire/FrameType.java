package dev.workerkit.wire;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The types of frames, in the order of their codes. */
public enum FrameType {
    /** Who speaks, and how; the first frame of each side. */
    HELLO,
    /** A message of the application's. */
    DATA,
    /** Asks the worker how it is. */
    QUERY,
    /** How the worker is. */
    STATUS,
    /** Asks the worker to stop. */
    STOP,
    /** The worker has stopped. */
    STOPPED,
    /** The worker does not do what it was asked. */
    REFUSED,
    /** Asks whether the other side lives. */
    PING,
    /** It does. */
    PONG,
    /** The last frame of a side. */
    BYE;

    /** The longest content of a ping and a pong, in bytes. */
    public static final int LONGEST_PING = 64;

    private static final FrameType[] ALL = values();

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The number that stands for it on the wire. */
    public int code() {
        return ordinal() + 1;
    }

    /** Its name in SPEC.md, and in proofs. */
    public String wireName() {
        return wireName;
    }

    /** The type with this code, or null if this version of the protocol knows none. */
    static @Nullable FrameType of(int code) {
        return code >= 1 && code <= ALL.length ? ALL[code - 1] : null;
    }

    boolean isPing() {
        return this == PING || this == PONG;
    }
}
