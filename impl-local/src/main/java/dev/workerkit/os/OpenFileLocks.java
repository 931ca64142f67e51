package dev.workerkit.os;

import com.sun.jna.Memory;
import dev.workerkit.killswitch.RecordLocks;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Record locks that belong to an open file description rather than to a process (Linux 3.15). They
 * respect, and are respected by, the ordinary ones of fcntl(2).
 */
public final class OpenFileLocks implements RecordLocks {

    /** From {@code struct flock} of 64-bit Linux: type, whence, start, length, pid. */
    private static final int SIZE = 32;

    private static final int TYPE = 0;
    private static final int START = 8;
    private static final int LENGTH = 16;

    /** A length that reaches to wherever the file ends. */
    private static final long WHOLE = 0;

    private static final short SHARED = 0;
    private static final short EXCLUSIVE = 1;
    private static final short NONE = 2;

    @Override
    public OpenFile open(Path file, boolean writable) throws IOException {
        LibC.require();
        int flags = (writable ? LibC.O_RDWR : LibC.O_RDONLY) | LibC.O_CLOEXEC;
        int descriptor = LibC.open(file.toString(), flags, 0);
        if (descriptor < 0) {
            throw new FileSystemException(
                    file.toString(), null, "it can't be opened: " + LibC.lastError());
        }
        return new Opened(file, new Descriptor(descriptor), new AtomicBoolean());
    }

    private record Opened(Path file, Descriptor descriptor, AtomicBoolean closed)
            implements OpenFile {

        @Override
        public boolean tryLock(int at, boolean exclusive) throws IOException {
            return set(at, 1, exclusive ? EXCLUSIVE : SHARED);
        }

        @Override
        public void unlock(int at) throws IOException {
            set(at, 1, NONE);
        }

        private boolean set(int at, long length, short type) throws IOException {
            try (Memory lock = new Memory(SIZE)) {
                lock.clear();
                lock.setShort(TYPE, type);
                lock.setLong(START, at);
                lock.setLong(LENGTH, length);
                if (LibC.fcntl(descriptor.number(), LibC.F_OFD_SETLK, lock) == 0) {
                    return true;
                }
            }
            int errno = LibC.errno();
            if (errno == LibC.EAGAIN || errno == LibC.EACCES) {
                return false;
            }
            throw new FileSystemException(
                    file.toString(), null, "it can't be locked: " + LibC.strerror(errno));
        }

        /**
         * A child that is being born has a copy of the descriptor until it runs its program, and
         * with it would keep the locks for a moment longer.
         */
        @Override
        public void close() {
            if (closed.getAndSet(true)) {
                return;
            }
            try {
                set(0, WHOLE, NONE);
            } catch (IOException e) {
                // They go with the descriptor.
            } finally {
                descriptor.close();
            }
        }
    }
}
