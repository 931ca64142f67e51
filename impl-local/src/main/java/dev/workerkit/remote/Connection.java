package dev.workerkit.remote;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.net.StandardSocketOptions;
import javax.net.ssl.SSLSocket;

/** A connection between a door and a relay that have let each other in. */
final class Connection implements Closeable {

    /** Each side says something as often as this, in milliseconds. */
    static final long BEAT_MILLIS = 1000;

    private final Socket socket;
    private final FrameReader reader;
    private final FrameWriter writer;

    /**
     * Over a TLS socket.
     *
     * @param socket what the TLS socket is on top of
     */
    Connection(Socket socket, SSLSocket secured, int longestFrame) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(0);
        this.reader = new FrameReader(secured.getInputStream(), longestFrame);
        this.writer = new FrameWriter(secured.getOutputStream());
    }

    /** As both sides want their sockets. */
    static void tune(Socket socket, int handshakeMillis) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        socket.setSoTimeout(handshakeMillis);
    }

    /** Waits no longer than this for anything to come; 0 for as long as it takes. */
    void patience(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    boolean isClosed() {
        return socket.isClosed();
    }

    FrameReader reader() {
        return reader;
    }

    FrameWriter writer() {
        return writer;
    }

    /**
     * Cuts it: whoever reads or writes gets an exception. Not through TLS, whose close waits for a
     * writer that waits for a dead peer.
     */
    @Override
    public void close() {
        close(socket);
    }

    static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // The kernel releases it all the same.
        }
    }
}
