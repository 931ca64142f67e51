package dev.workerkit.os;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import java.io.IOException;
import java.io.InputStream;

/**
 * The master's end of a pipe, for a thread that waits for what comes out of it. Unlike a {@link
 * java.io.FileInputStream} it can be closed while the thread reads, which then sees the end: a
 * process that escaped with the other end in its hands can't hold a reader forever.
 */
public final class PipeInput extends InputStream {

    private static final int CHUNK = 8 * 1024;
    private static final short POLLIN = 1;

    /** {@code struct pollfd}: a descriptor, what is wanted of it, and what there is. */
    private static final int POLLFD_SIZE = 8;

    private final Descriptor pipe;
    private final Pipe wake = Pipe.open();
    private boolean reading;
    private boolean closed;

    /** The descriptor belongs to this from now on. */
    public PipeInput(Descriptor pipe) {
        this.pipe = pipe;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!begin()) {
            return -1;
        }
        try {
            return isReadable() ? readNow(bytes, offset, length) : -1;
        } finally {
            end();
        }
    }

    private synchronized boolean begin() {
        reading = !closed;
        return reading;
    }

    private synchronized void end() {
        reading = false;
        notifyAll();
    }

    /** Waits until there is something to read, or this is closed. */
    private boolean isReadable() throws IOException {
        try (Memory both = new Memory(2 * POLLFD_SIZE)) {
            both.clear();
            both.setInt(0, pipe.number());
            both.setShort(4, POLLIN);
            both.setInt(POLLFD_SIZE, wake.readEnd().number());
            both.setShort(POLLFD_SIZE + 4, POLLIN);
            while (LibC.poll(both, new NativeLong(2), -1) < 0) {
                if (LibC.errno() != LibC.EINTR) {
                    throw new IOException("Tried to wait for a pipe: " + LibC.lastError());
                }
            }
            return both.getShort(POLLFD_SIZE + 6) == 0;
        }
    }

    private int readNow(byte[] bytes, int offset, int length) throws IOException {
        int most = Math.min(length, CHUNK);
        try (Memory buffer = new Memory(most)) {
            int count = LibC.read(pipe.number(), buffer, LibC.size(most)).intValue();
            if (count < 0) {
                throw new IOException("Tried to read from a pipe: " + LibC.lastError());
            }
            buffer.read(0, bytes, offset, count);
            return count == 0 ? -1 : count;
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        wake.writeEnd().write(new byte[1]);
        awaitEndOfReading();
        pipe.close();
        wake.close();
    }

    /** A descriptor that is closed while it is read from may be another one's in that moment. */
    private void awaitEndOfReading() {
        boolean interrupted = false;
        while (reading) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
