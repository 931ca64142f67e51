package dev.workerkit.os;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import java.time.Duration;

/** What can be known of processes that are nobody's children here. */
public final class Strangers {

    /** A {@code pollfd}: the descriptor, and twice two bytes of events. */
    private static final int POLL_BYTES = 8;

    private static final short POLLIN = 1;

    private Strangers() {}

    /** Waits until a process has ended, or as long as this. */
    public static void awaitEnd(int pid, Duration limit) {
        int number = LibC.pidfd(pid);
        // Without one it has ended; or the kernel is old, and there is no better way to know.
        if (number < 0 || hasEnded(number, limit)) {
            reapIfAdopted(pid);
        }
    }

    private static boolean hasEnded(int number, Duration limit) {
        try (Descriptor pidfd = new Descriptor(number);
                Memory watched = new Memory(POLL_BYTES)) {
            watched.clear();
            watched.setInt(0, pidfd.number());
            watched.setShort(4, POLLIN);
            return LibC.poll(watched, new NativeLong(1), (int) limit.toMillis()) == 1;
        }
    }

    /**
     * As process 1 of a container this JVM is the one that adopts those who lose their parents.
     *
     * @param pid of one that has ended, or is about to
     */
    public static void reapIfAdopted(int pid) {
        int self = (int) ProcessHandle.current().pid();
        new ProcFs()
                .stat(pid)
                .filter(process -> process.parent() == self)
                .ifPresent(process -> LibC.waitpid(pid, null, 0));
    }
}
