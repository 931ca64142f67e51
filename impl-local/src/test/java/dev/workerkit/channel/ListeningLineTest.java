package dev.workerkit.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListeningLineTest {

    @TempDir private Path folder;

    /** Otherwise the worker's rings would go to a connection to which nobody listens. */
    @Test
    void whoListensLearnsOfAConnectionThatAnotherThreadAcceptsWhileItRings() throws Exception {
        ListeningLine line = new ListeningLine();
        Path path = folder.resolve("line");
        line.listen(path);
        try (Selector selector = Selector.open();
                SocketChannel worker = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            line.register(selector);
            worker.connect(UnixDomainSocketAddress.of(path));
            line.ring();
            worker.write(ByteBuffer.wrap(new byte[] {1}));
            long start = System.nanoTime();

            selector.select(Duration.ofSeconds(10).toMillis());

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(10));
        } finally {
            line.close();
        }
    }

    /** A worker takes a refusal for the death of its master. */
    @Test
    void whoeverSeesTheSocketCanConnectToIt() throws Exception {
        ListeningLine line = new ListeningLine();
        try {
            for (int i = 0; i < 1000; i++) {
                Path path = folder.resolve("bell-" + i);
                CompletableFuture<Void> connected =
                        CompletableFuture.runAsync(() -> connectWhenThere(path));
                line.listen(path);
                connected.get(10, TimeUnit.SECONDS);
            }
        } finally {
            line.close();
        }
        assertThat(folder).isEmptyDirectory();
    }

    private static void connectWhenThere(Path path) {
        while (!Files.exists(path)) {
            Thread.onSpinWait();
        }
        try {
            SocketChannel.open(UnixDomainSocketAddress.of(path)).close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
