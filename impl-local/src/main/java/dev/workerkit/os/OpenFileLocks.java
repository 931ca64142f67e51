package dev.workerkit.os;

import com.sun.jna.Memory;
import dev.workerkit.killswitch.RecordLocks;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

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
        return new Opened(file, new Descriptor(descriptor));
    }

    private record Opened(Path file, Descriptor descriptor) implements OpenFile {

        @Override
        public boolean tryLock(int at, boolean exclusive) throws IOException {
            return set(at, exclusive ? EXCLUSIVE : SHARED);
        }

        @Override
        public void unlock(int at) throws IOException {
            set(at, NONE);
        }

        private boolean set(int at, short type) throws IOException {
            try (Memory lock = new Memory(SIZE)) {
                lock.clear();
                lock.setShort(TYPE, type);
                lock.setLong(START, at);
                lock.setLong(LENGTH, 1);
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

        @Override
        public void close() {
            descriptor.close();
        }
    }
}
