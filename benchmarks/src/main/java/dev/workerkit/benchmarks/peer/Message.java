package dev.workerkit.benchmarks.peer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The layout of a message: at least 32 bytes, of which the first tell the far end what to do.
 *
 * <pre>
 *   0  mark (8)       a number that is not negative, or what is asked of the far end
 *   8  a (8)          when it came; in a report: how many messages came
 *  16  b (8)          in a report: bytes that the far thread has allocated
 *  24  c (8)          in a report: nanoseconds of processors that the far process has used
 * </pre>
 */
public final class Message {

    /** The smallest that there is, in bytes. */
    public static final int SMALLEST = 32;

    /** The largest that there is, in bytes. */
    public static final int LARGEST = 64 << 10;

    static final long FLUSH = -1;
    static final long REPORT = -2;
    static final long STOP = -3;

    private static final int A = 8;
    private static final int B = 16;
    private static final int C = 24;

    private Message() {}

    /**
     * One of this size, outside of the heap.
     *
     * @throws IllegalArgumentException if there is none of this size
     */
    public static ByteBuffer allocate(int bytes) {
        if (bytes < SMALLEST || bytes > LARGEST) {
            throw new IllegalArgumentException(
                    "A message of "
                            + bytes
                            + " bytes is out of range; use "
                            + SMALLEST
                            + " to "
                            + LARGEST);
        }
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /** Marks it as one that the far end deals with as its role says. */
    public static void mark(ByteBuffer message, long number) {
        message.putLong(0, number);
    }

    static long mark(ByteBuffer message) {
        return message.getLong(0);
    }

    static void stamp(ByteBuffer message, long nanos) {
        message.putLong(A, nanos);
    }

    /** When the far end received it. */
    public static long stamp(ByteBuffer message) {
        return message.getLong(A);
    }

    static void report(ByteBuffer message, long messages, long allocated, long processorNanos) {
        message.putLong(A, messages);
        message.putLong(B, allocated);
        message.putLong(C, processorNanos);
    }

    static FarReport report(ByteBuffer message) {
        return new FarReport(message.getLong(A), message.getLong(B), message.getLong(C));
    }
}
