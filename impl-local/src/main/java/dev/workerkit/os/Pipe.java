package dev.workerkit.os;

import com.sun.jna.Memory;
import dev.workerkit.WorkerException;

/**
 * A pipe's two ends, both closed on exec. Whoever takes one over closes it.
 *
 * @param readEnd to read from
 * @param writeEnd to write to
 */
public record Pipe(Descriptor readEnd, Descriptor writeEnd) implements AutoCloseable {

    public static Pipe open() {
        try (Memory ends = new Memory(8)) {
            if (LibC.pipe2(ends, LibC.O_CLOEXEC) != 0) {
                throw new WorkerException(
                        "Tried to open a pipe: "
                                + LibC.lastError()
                                + "; raise the limit of open files (ulimit -n)");
            }
            return new Pipe(
                    new Descriptor(Descriptor.outOfTheWay(ends.getInt(0))),
                    new Descriptor(Descriptor.outOfTheWay(ends.getInt(4))));
        }
    }

    @Override
    public void close() {
        readEnd.close();
        writeEnd.close();
    }
}
