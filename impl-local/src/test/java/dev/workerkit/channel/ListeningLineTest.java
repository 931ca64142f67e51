package dev.workerkit.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
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
}
