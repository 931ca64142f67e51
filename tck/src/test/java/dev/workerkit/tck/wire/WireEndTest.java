package dev.workerkit.tck.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.tck.RuntimeUnderTest;
import dev.workerkit.tck.TckSession;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WireEndTest {

    @TempDir private Path folder = Path.of("");

    /** Whoever is sent away need not have said all that it wanted to. */
    @Test
    void whatTheOtherSideSaidBeforeItHungUpCanBeRead() throws Exception {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("line"));
        try (TckSession session = TckSession.begin(unopened(), 1);
                ServerSocketChannel server =
                        ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address);
            SocketChannel near = SocketChannel.open(address);
            try (SocketChannel far = server.accept()) {
                far.write(ByteBuffer.wrap(WireEnd.PREFACE));
            }
            WireEnd end = WireEnd.of(near);

            end.send(new byte[149]);
            session.closeAtEnd(near);

            assertThat(end.preface()).isEqualTo(WireEnd.PREFACE);
        }
    }

    private static RuntimeUnderTest unopened() {
        return new RuntimeUnderTest(
                "fake",
                Set.of(),
                () -> {
                    throw new IllegalStateException("Nobody opens it");
                },
                List.of(),
                true);
    }
}
