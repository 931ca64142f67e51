package dev.workerkit.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A worker that speaks the protocol by hand, as one in another language would. */
final class PlainSocket implements Closeable {

    private final SocketChannel channel;
    private final BufferedReader reader;

    PlainSocket(Path socket) throws IOException {
        channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        reader =
                new BufferedReader(
                        new InputStreamReader(
                                Channels.newInputStream(channel), StandardCharsets.UTF_8));
    }

    void say(String line) throws IOException {
        raw(line + "\n");
    }

    void raw(String text) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    void expect(String line) throws IOException {
        assertThat(reader.readLine()).isEqualTo(line);
    }

    String hear() throws IOException {
        return reader.readLine();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
