package dev.workerkit.container;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Bytes on their way from a thread that has them to one that reads them; who has too many ready
 * waits. Unlike the pipe of the JDK it wakes its reader at once, and needs no living writer.
 */
final class OutputPipe extends InputStream {

    /** More than this is not kept waiting. */
    private static final int FULL = 256 << 10;

    private final Deque<byte[]> pieces = new ArrayDeque<>();
    private int waiting;
    private int readOfFirst;
    private boolean released;
    private boolean ended;
    private boolean closed;

    /** Gives it bytes, which are not to be changed any more; forgets them if nobody reads. */
    synchronized void add(byte[] bytes) {
        try {
            while (waiting >= FULL && !closed && !released) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (!closed && bytes.length > 0) {
            pieces.add(bytes);
            waiting += bytes.length;
            notifyAll();
        }
    }

    /** Whoever gives it more waits no more, for there is not much more to come. */
    synchronized void release() {
        released = true;
        notifyAll();
    }

    /** That was all. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        try {
            while (pieces.isEmpty() && !ended && !closed) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for output", e);
        }
        byte[] first = pieces.peek();
        if (first == null) {
            return -1;
        }
        int count = Math.min(length, first.length - readOfFirst);
        System.arraycopy(first, readOfFirst, target, offset, count);
        readOfFirst += count;
        waiting -= count;
        if (readOfFirst == first.length) {
            pieces.remove();
            readOfFirst = 0;
        }
        notifyAll();
        return count;
    }

    /** All that waits to be read, which goes on waiting. */
    synchronized byte[] waiting() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        pieces.forEach(all::writeBytes);
        return Arrays.copyOfRange(all.toByteArray(), readOfFirst, readOfFirst + waiting);
    }

    @Override
    public synchronized int available() {
        return waiting;
    }

    /** Whoever gives it more is not held up any more. */
    @Override
    public synchronized void close() {
        closed = true;
        pieces.clear();
        readOfFirst = 0;
        waiting = 0;
        notifyAll();
    }
}
