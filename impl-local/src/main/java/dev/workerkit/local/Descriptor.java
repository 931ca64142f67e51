package dev.workerkit.local;

import java.util.concurrent.atomic.AtomicBoolean;

/** An open descriptor that has one owner, who closes it once. Thread-safe. */
final class Descriptor implements AutoCloseable {

    private final int number;
    private final AtomicBoolean closed = new AtomicBoolean();

    Descriptor(int number) {
        this.number = number;
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
