package dev.workerkit.local;

import com.sun.jna.Memory;
import dev.workerkit.WorkerException;

/**
 * A pipe's two raw descriptors, both closed on exec. Whoever takes one over closes it.
 *
 * @param readEnd the descriptor to read from
 * @param writeEnd the descriptor to write to
 */
record Pipe(int readEnd, int writeEnd) {

    private static final int FIRST_AFTER_STANDARD_STREAMS = 3;

    static Pipe open() {
        try (Memory ends = new Memory(8)) {
            if (LibC.pipe2(ends, LibC.O_CLOEXEC) != 0) {
                throw new WorkerException(
                        "Tried to open a pipe: "
                                + LibC.lastError()
                                + "; raise the limit of open files (ulimit -n)");
            }
            return new Pipe(
                    aboveStandardStreams(ends.getInt(0)), aboveStandardStreams(ends.getInt(4)));
        }
    }

    /** A JVM started with a standard stream closed would get its number, which a child can't take. */
    private static int aboveStandardStreams(int descriptor) {
        if (descriptor >= FIRST_AFTER_STANDARD_STREAMS) {
            return descriptor;
        }
        int moved = LibC.fcntl(descriptor, LibC.F_DUPFD_CLOEXEC, FIRST_AFTER_STANDARD_STREAMS);
        LibC.close(descriptor);
        return moved;
    }

    void close() {
        LibC.close(readEnd);
        LibC.close(writeEnd);
    }
}
