package dev.workerkit.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.io.TempDir;

/** Missing engines are told, never passed over in silence. */
class EngineConditionTest {

    @TempDir Path folder;

    @Test
    void aMissingSocketIsToldWithItsPlaceAndAdvice() {
        Path nowhere = folder.resolve("none.sock");

        assertThat(EngineCondition.missing("unix://" + nowhere))
                .hasValueSatisfying(
                        reason -> assertThat(reason).contains(nowhere.toString(), "DOCKER_HOST"));
    }

    @Test
    void anAnsweringEngineIsUsed() throws IOException, InterruptedException {
        assertThat(missingWhere("HTTP/1.0 200 OK\r\n\r\nOK")).isEmpty();
    }

    @Test
    void anEngineThatRefusesIsTold() throws IOException, InterruptedException {
        assertThat(missingWhere("HTTP/1.0 500 Internal Server Error\r\n\r\n"))
                .hasValueSatisfying(reason -> assertThat(reason).contains("500"));
    }

    @Test
    void withoutAnEngineTestsAreSkippedOrFailWhereOneIsRequired() {
        Optional<String> missing = Optional.of("no engine here");

        assertThat(EngineCondition.judged(missing, false).isDisabled()).isTrue();
        assertThat(EngineCondition.judged(missing, false).getReason()).isEqualTo(missing);
        assertThatThrownBy(() -> EngineCondition.judged(missing, true))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessageContaining("no engine here");
        assertThat(EngineCondition.judged(Optional.empty(), true).isDisabled()).isFalse();
    }

    private Optional<String> missingWhere(String answer) throws IOException, InterruptedException {
        Path socket = folder.resolve("engine.sock");
        try (ServerSocketChannel engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            engine.bind(UnixDomainSocketAddress.of(socket));
            Thread answering = new Thread(() -> answer(engine, answer));
            answering.start();
            Optional<String> missing = EngineCondition.missing("unix://" + socket);
            answering.join();
            return missing;
        }
    }

    private static void answer(ServerSocketChannel engine, String answer) {
        try (SocketChannel caller = engine.accept()) {
            caller.read(ByteBuffer.allocate(1024));
            caller.write(StandardCharsets.US_ASCII.encode(answer));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
