package dev.workerkit.os;

import java.util.concurrent.atomic.AtomicBoolean;

/** An open descriptor that has one owner, who closes it once. Thread-safe. */
public final class Descriptor implements AutoCloseable {

    /** How many of the first numbers are kept for what children are given. */
    static final int RESERVED = 8;

    private static final int NONE = -1;

    private final int number;
    private final AtomicBoolean closed = new AtomicBoolean();

    Descriptor(int number) {
        this.number = number;
    }

    /**
     * The same under a number that no child's descriptor has, closed on exec: one that is low, as in
     * a JVM that was started with a standard stream closed, would be overwritten by another before
     * the child gets it.
     */
    static int outOfTheWay(int number) {
        if (number < 0 || number >= RESERVED) {
            return number;
        }
        int moved = LibC.fcntl(number, LibC.F_DUPFD_CLOEXEC, RESERVED);
        LibC.close(number);
        return moved;
    }

    /** One that is closed already; for a child, one that leads nowhere. */
    public static Descriptor none() {
        Descriptor none = new Descriptor(NONE);
        none.closed.set(true);
        return none;
    }

    boolean isNone() {
        return number == NONE;
    }

    /** Of no meaning once it is closed: the kernel gives it to whatever is opened next. */
    int number() {
        return number;
    }

    /**
     * Writes to it, as far as it takes the bytes now: errors are not told, for whoever has the other
     * end may be gone.
     */
    public void write(byte[] bytes) {
        LibC.write(number, bytes, LibC.size(bytes.length));
    }

    /** Closing again does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            LibC.close(number);
        }
    }
}
