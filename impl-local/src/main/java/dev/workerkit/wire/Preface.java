package dev.workerkit.wire;

import dev.workerkit.Disconnect;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * The eight bytes that each side begins with.
 *
 * <pre>
 *  0      1      2      3      4       5       6       8
 * +------+------+------+------+-------+-------+---------------+
 * | 'W'  | 'R'  | 'K'  | 'S'  | major | minor |   0       0   |
 * +------+------+------+------+-------+-------+---------------+
 * </pre>
 */
final class Preface {

    static final int LENGTH = 8;
    static final int MAJOR = 1;
    static final int MINOR = 0;

    private static final byte[] MAGIC = "WRKS".getBytes(StandardCharsets.US_ASCII);

    private static final int TLS_ALERT = 0x15;
    private static final int TLS_HANDSHAKE = 0x16;
    private static final int TLS_MAJOR = 3;

    private Preface() {}

    static void write(ByteBuf out) {
        out.writeBytes(MAGIC).writeByte(MAJOR).writeByte(MINOR).writeShort(0);
    }

    /**
     * Reads it, if all of it is there. Another magic is noticed with its first wrong byte.
     *
     * @return the other side's minor version, or -1 if more bytes are needed
     * @throws Violation if the magic or the major version is another
     */
    static int read(ByteBuf in) {
        requireNoTls(in);
        int there = Math.min(in.readableBytes(), MAGIC.length);
        for (int i = 0; i < there; i++) {
            if (in.getByte(in.readerIndex() + i) != MAGIC[i]) {
                throw new Violation("the connection does not begin with WRKS");
            }
        }
        if (in.readableBytes() < LENGTH) {
            return -1;
        }
        in.skipBytes(MAGIC.length);
        int major = in.readUnsignedByte();
        int minor = in.readUnsignedByte();
        in.skipBytes(2);
        if (major != MAJOR) {
            throw new Violation(
                    new Disconnect(
                            Disconnect.Reason.VERSION,
                            "this side speaks version "
                                    + MAJOR
                                    + "."
                                    + MINOR
                                    + ", not "
                                    + major
                                    + "."
                                    + minor));
        }
        return minor;
    }

    /** The beginning of an alert or of a hello; a plain socket has no use for either. */
    private static void requireNoTls(ByteBuf in) {
        if (in.readableBytes() >= 2
                && (in.getByte(in.readerIndex()) == TLS_ALERT
                        || in.getByte(in.readerIndex()) == TLS_HANDSHAKE)
                && in.getByte(in.readerIndex() + 1) == TLS_MAJOR) {
            throw new Violation("it speaks TLS; try tls://");
        }
    }
}
