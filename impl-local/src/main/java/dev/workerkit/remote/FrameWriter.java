package dev.workerkit.remote;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sends frames. Any thread may, and waits if the other side does not read; whoever sees that it has
 * died closes the socket below, which ends the waiting.
 */
final class FrameWriter {

    private static final int BUFFER_BYTES = 16 * 1024;
    private static final byte[] NOTHING = {};

    /** Writes the body of a frame. */
    @FunctionalInterface
    interface Body {
        void writeTo(DataOutputStream out) throws IOException;
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final DataOutputStream out;

    FrameWriter(OutputStream socket) {
        this.out = new DataOutputStream(new BufferedOutputStream(socket, BUFFER_BYTES));
    }

    /** Sends it, with all that was held back. */
    void send(FrameType type) throws IOException {
        send(type, NOTHING, 0);
    }

    void send(FrameType type, byte[] body, int length) throws IOException {
        lock.lock();
        try {
            head(type, length);
            out.write(body, 0, length);
            out.flush();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The same, unless others have been sending for all of this time.
     *
     * @return whether it was sent
     */
    boolean send(FrameType type, byte[] body, long millis)
            throws IOException, InterruptedException {
        if (!lock.tryLock(millis, TimeUnit.MILLISECONDS)) {
            return false;
        }
        try {
            send(type, body, body.length);
            return true;
        } finally {
            lock.unlock();
        }
    }

    void send(FrameType type, int length, Body body) throws IOException {
        lock.lock();
        try {
            head(type, length);
            body.writeTo(out);
            out.flush();
        } finally {
            lock.unlock();
        }
    }

    /** The same, but it may be held back until {@link #flush} or the next that is sent. */
    void put(FrameType type, int length, Body body) throws IOException {
        lock.lock();
        try {
            head(type, length);
            body.writeTo(out);
        } finally {
            lock.unlock();
        }
    }

    void flush() throws IOException {
        lock.lock();
        try {
            out.flush();
        } finally {
            lock.unlock();
        }
    }

    /** Lets the other side see that this one lives, unless another thread is about to anyway. */
    void beat() throws IOException {
        if (lock.tryLock()) {
            try {
                head(FrameType.BEAT, 0);
                out.flush();
            } finally {
                lock.unlock();
            }
        }
    }

    private void head(FrameType type, int length) throws IOException {
        out.writeByte(type.ordinal());
        out.writeInt(length);
    }
}
