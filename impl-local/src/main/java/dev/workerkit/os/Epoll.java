package dev.workerkit.os;

import com.sun.jna.Memory;
import com.sun.jna.Platform;
import dev.workerkit.WorkerException;

/** The kernel's list of descriptors that are waited for. Thread-safe, but one thread waits. */
final class Epoll implements AutoCloseable {

    private static final int EPOLLIN = 1;
    private static final int MOST_EVENTS = 64;

    /** {@code struct epoll_event}: events, then data, which only x86 does not align. */
    private static final int DATA_OFFSET = Platform.isIntel() ? 4 : 8;

    private static final int EVENT_SIZE = DATA_OFFSET + 8;

    private final Descriptor epoll;

    private Epoll(Descriptor epoll) {
        this.epoll = epoll;
    }

    static Epoll open() {
        int number = LibC.epoll_create1(LibC.O_CLOEXEC);
        if (number < 0) {
            throw failure("Tried to open an epoll");
        }
        return new Epoll(new Descriptor(number));
    }

    /** Waits from now on for what there is to read from a descriptor, its end included. */
    void add(int descriptor, long id) {
        try (Memory event = new Memory(EVENT_SIZE)) {
            event.setInt(0, EPOLLIN);
            event.setLong(DATA_OFFSET, id);
            if (LibC.epoll_ctl(epoll.number(), LibC.EPOLL_CTL_ADD, descriptor, event) != 0) {
                throw failure("Tried to wait for a descriptor");
            }
        }
    }

    /** Waits for it no more; to be called before it is closed. */
    void remove(int descriptor) {
        try (Memory unused = new Memory(EVENT_SIZE)) {
            LibC.epoll_ctl(epoll.number(), LibC.EPOLL_CTL_DEL, descriptor, unused);
        }
    }

    /** Waits until there is something, and gives the ids of those that have it. */
    long[] await() {
        try (Memory events = new Memory((long) EVENT_SIZE * MOST_EVENTS)) {
            int count = LibC.epoll_wait(epoll.number(), events, MOST_EVENTS, -1);
            while (count < 0 && LibC.errno() == LibC.EINTR) {
                count = LibC.epoll_wait(epoll.number(), events, MOST_EVENTS, -1);
            }
            if (count < 0) {
                throw failure("Tried to wait for descriptors");
            }
            long[] ids = new long[count];
            for (int i = 0; i < count; i++) {
                ids[i] = events.getLong((long) EVENT_SIZE * i + DATA_OFFSET);
            }
            return ids;
        }
    }

    private static WorkerException failure(String tried) {
        return new WorkerException(
                tried + ": " + LibC.lastError() + "; raise the limit of open files (ulimit -n)");
    }

    @Override
    public void close() {
        epoll.close();
    }
}
