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

    static Pipe open() {
        try (Memory ends = new Memory(8)) {
            if (LibC.pipe2(ends, LibC.O_CLOEXEC) != 0) {
                throw new WorkerException(
                        "Tried to open a pipe: "
                                + LibC.lastError()
                                + "; raise the limit of open files (ulimit -n)");
            }
            return new Pipe(
                    Descriptor.outOfTheWay(ends.getInt(0)), Descriptor.outOfTheWay(ends.getInt(4)));
        }
    }

    void close() {
        LibC.close(readEnd);
        LibC.close(writeEnd);
    }
}
