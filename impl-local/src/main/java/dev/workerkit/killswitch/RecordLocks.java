package dev.workerkit.killswitch;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A port to the kernel's locks on single bytes of a file. Each opening of the file holds its own, also
 * against others of the same process, and loses them with its end alone. Java's own are lost when
 * anybody in the process closes the file.
 */
public interface RecordLocks {

    /**
     * Opens a file that exists.
     *
     * @param writable whether it is to be locked exclusively
     * @throws IOException with a message for people if it can't be opened
     */
    OpenFile open(Path file, boolean writable) throws IOException;

    /** A file as it was opened once, with its locks. Thread-safe. */
    interface OpenFile extends AutoCloseable {

        /**
         * Locks a byte if that is possible at once; in place of a lock that it holds there.
         *
         * @return false if another holds a lock that is in the way
         * @throws IOException with a message for people if the file can't be locked
         */
        boolean tryLock(int at, boolean exclusive) throws IOException;

        /** Gives the lock of a byte back. */
        void unlock(int at) throws IOException;

        /** Gives all locks back. Closing again does nothing. */
        @Override
        void close();
    }
}
