package dev.workerkit.benchmarks.peer;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One end of a way to talk. Messages are sent from the application's memory and received into it,
 * for every peer alike. One thread sends and one receives; they may be the same.
 */
public interface Link extends AutoCloseable {

    /**
     * Sends the bytes from the buffer's position to its limit, and waits for room where there is
     * none. The buffer, which is a direct one, is left as it was.
     */
    void send(ByteBuffer message) throws IOException;

    /**
     * Waits for a message and puts it at the start of this buffer, whose limit is then its end.
     *
     * @return false if none will come
     */
    boolean receive(ByteBuffer into) throws IOException;

    /** Gives back what this end has. */
    @Override
    void close() throws IOException;
}
