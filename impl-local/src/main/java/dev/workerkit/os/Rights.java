package dev.workerkit.os;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/**
 * A message over a Unix socket that carries descriptors ({@code SCM_RIGHTS}), as 64-bit Linux lays
 * it out.
 *
 * <pre>
 * msghdr:  0 name, 8 its length, 16 vector, 24 its length, 32 control, 40 its length, 48 flags
 * vector:  0 data, 8 its length
 * control: 0 its length, 8 level, 12 type, 16 descriptors of 4 bytes each
 * </pre>
 */
final class Rights implements AutoCloseable {

    /** A message has no more of them. */
    static final int MOST = 8;

    /** Sent beside them, as the kernel wants something to be: a number of the sender's. */
    static final int DATA_BYTES = Long.BYTES;

    private static final int HEADER_BYTES = 56;
    private static final int VECTOR = 16;
    private static final int VECTOR_LENGTH = 24;
    private static final int CONTROL = 32;
    private static final int CONTROL_LENGTH = 40;

    private static final int PART_BYTES = 16;

    private static final int LEVEL = 8;
    private static final int TYPE = 12;
    private static final int DESCRIPTORS = 16;
    private static final int CONTROL_BYTES = DESCRIPTORS + MOST * Integer.BYTES;

    private static final int SOL_SOCKET = 1;
    private static final int SCM_RIGHTS = 1;

    private final Memory data = new Memory(DATA_BYTES);
    private final Memory part = new Memory(PART_BYTES);
    private final Memory control = new Memory(CONTROL_BYTES);
    private final Memory header = new Memory(HEADER_BYTES);

    /** One to be filled by recvmsg(2). */
    Rights() {
        data.clear();
        control.clear();
        header.clear();
        part.setPointer(0, data);
        part.setLong(8, DATA_BYTES);
        header.setPointer(VECTOR, part);
        header.setLong(VECTOR_LENGTH, 1);
        header.setPointer(CONTROL, control);
        header.setLong(CONTROL_LENGTH, CONTROL_BYTES);
    }

    /** One to be sent. */
    static Rights of(long number, int... descriptors) {
        Rights message = new Rights();
        int length = DESCRIPTORS + descriptors.length * Integer.BYTES;
        message.data.setLong(0, number);
        message.control.setLong(0, length);
        message.control.setInt(LEVEL, SOL_SOCKET);
        message.control.setInt(TYPE, SCM_RIGHTS);
        message.control.write(DESCRIPTORS, descriptors, 0, descriptors.length);
        message.header.setLong(CONTROL_LENGTH, length);
        return message;
    }

    /** For the kernel. */
    Pointer header() {
        return header;
    }

    /** What was sent beside the descriptors. */
    long number() {
        return data.getLong(0);
    }

    /** Those that were received; none if that was another kind of message. */
    int[] descriptors() {
        long length = header.getLong(CONTROL_LENGTH) == 0 ? 0 : control.getLong(0);
        boolean rights =
                length > DESCRIPTORS
                        && control.getInt(LEVEL) == SOL_SOCKET
                        && control.getInt(TYPE) == SCM_RIGHTS;
        return rights
                ? control.getIntArray(DESCRIPTORS, (int) (length - DESCRIPTORS) / Integer.BYTES)
                : new int[0];
    }

    @Override
    public void close() {
        header.close();
        control.close();
        part.close();
        data.close();
    }
}
