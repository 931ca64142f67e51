package dev.workerkit.container.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * A connection of its own to an engine, for what goes both ways. The client library can't end one
 * way alone, by which a command is told that it has read all.
 */
abstract class RawStream implements AutoCloseable {

    private static final int CONNECT_LIMIT_MILLIS = 10_000;

    static RawStream open(URI uri, Optional<SSLContext> security) throws IOException {
        if (uri.getScheme().equals("unix")) {
            return new OfChannel(SocketChannel.open(UnixDomainSocketAddress.of(uri.getPath())));
        }
        Socket plain = new Socket();
        try {
            plain.connect(
                    new InetSocketAddress(uri.getHost(), uri.getPort()), CONNECT_LIMIT_MILLIS);
            plain.setTcpNoDelay(true);
            if (security.isEmpty()) {
                return new OfSocket(plain);
            }
            return new OfSocket(
                    security.get()
                            .getSocketFactory()
                            .createSocket(plain, uri.getHost(), uri.getPort(), true));
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    /** What the context of a connection with certificates is. */
    static SSLContext contextOf(com.github.dockerjava.transport.SSLConfig config) {
        try {
            return config.getSSLContext();
        } catch (GeneralSecurityException e) {
            throw new EngineException(
                    "The certificates for the container engine can't be used: " + e, e);
        }
    }

    abstract InputStream input() throws IOException;

    abstract OutputStream output() throws IOException;

    /** Says that nothing more will be written. */
    abstract void endOutput() throws IOException;

    @Override
    public abstract void close() throws IOException;

    /** Over TCP, with or without TLS. */
    private static final class OfSocket extends RawStream {

        private final Socket socket;

        OfSocket(Socket socket) {
            this.socket = socket;
        }

        @Override
        InputStream input() throws IOException {
            return socket.getInputStream();
        }

        @Override
        OutputStream output() throws IOException {
            return socket.getOutputStream();
        }

        @Override
        void endOutput() throws IOException {
            socket.shutdownOutput();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** Over a socket of this machine. The streams of {@code Channels} can't read while they write. */
    private static final class OfChannel extends RawStream {

        private final SocketChannel channel;

        OfChannel(SocketChannel channel) {
            this.channel = channel;
        }

        @Override
        InputStream input() {
            return new InputStream() {
                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    return length == 0 ? 0 : channel.read(ByteBuffer.wrap(bytes, offset, length));
                }
            };
        }

        @Override
        OutputStream output() {
            return new OutputStream() {
                @Override
                public void write(int one) throws IOException {
                    write(new byte[] {(byte) one}, 0, 1);
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    ByteBuffer left = ByteBuffer.wrap(bytes, offset, length);
                    while (left.hasRemaining()) {
                        channel.write(left);
                    }
                }
            };
        }

        @Override
        void endOutput() throws IOException {
            channel.shutdownOutput();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
