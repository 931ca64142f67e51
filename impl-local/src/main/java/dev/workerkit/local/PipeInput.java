package dev.workerkit.local;

import dev.workerkit.WorkerException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The master's end of a pipe. Unlike a {@link java.io.FileInputStream} it can be closed while another
 * thread reads from it, which then sees the end: a process that escaped with the other end in its
 * hands can't hold a reader forever.
 */
final class PipeInput extends InputStream {

    private final FileChannel channel;

    private PipeInput(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Opens the read end anew, which works as long as the write end is open. The descriptor given
     * stays the caller's.
     */
    static PipeInput of(int readEnd) {
        return open(Path.of("/proc/self/fd/" + readEnd));
    }

    private static PipeInput open(Path path) {
        try {
            return new PipeInput(FileChannel.open(path, StandardOpenOption.READ));
        } catch (IOException e) {
            throw new WorkerException(
                    "Tried to open " + path + ": " + e + "; /proc and /dev must be mounted", e);
        }
    }

    /** One from which nothing comes. */
    static PipeInput ended() {
        PipeInput ended = open(Path.of("/dev/null"));
        ended.close();
        return ended;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return channel.read(ByteBuffer.wrap(bytes, offset, length));
        } catch (ClosedChannelException e) {
            return -1;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing is buffered in it that could be lost.
            throw new UncheckedIOException("Tried to close a pipe: " + e.getMessage(), e);
        }
    }
}
