package dev.workerkit.local;

import java.util.concurrent.atomic.AtomicBoolean;

/** An open descriptor that has one owner, who closes it once. Thread-safe. */
final class Descriptor implements AutoCloseable {

    /** How many of the first numbers are kept for what children are given. */
    static final int RESERVED = 8;

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

    /** One that is closed already. */
    static Descriptor none() {
        Descriptor none = new Descriptor(-1);
        none.closed.set(true);
        return none;
    }

    /** Of no meaning once it is closed: the kernel gives it to whatever is opened next. */
    int number() {
        return number;
    }

    /** Closing again does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            LibC.close(number);
        }
    }
}
