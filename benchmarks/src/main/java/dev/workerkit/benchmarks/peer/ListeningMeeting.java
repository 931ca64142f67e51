package dev.workerkit.benchmarks.peer;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;

/** A socket that waits for the far end, which connects before it is ready. */
record ListeningMeeting(ServerSocketChannel server, Waiting waiting) implements Meeting {

    @Override
    public Link link() throws IOException {
        return new SocketLink(server.accept(), waiting);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
