package dev.workerkit.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Await;
import dev.workerkit.ChannelClosedException;
import dev.workerkit.SendResult;
import dev.workerkit.WireLimits;
import dev.workerkit.WorkerAddress;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** In which order those who use a connection learn of its end. */
class ConnectionEndTest {

    private static final Introduction INTRODUCTION =
            Introduction.of(
                    new WorkerAddress.Unix(Path.of("/nowhere")),
                    "master",
                    Optional.empty(),
                    WireLimits.defaults(),
                    codec -> true,
                    Runnable::run);

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Connection connection =
            new Connection(channel, INTRODUCTION, new CompletableFuture<>());

    @Test
    void whoReceivesIsToldWhenNothingCanBeSentAnyMore() throws Exception {
        Thread ending = new Thread(channel::close);
        synchronized (connection.out().outbox()) {
            ending.start();
            Await.until(
                    "the end waits for the outbox",
                    () -> ending.getState() == Thread.State.BLOCKED);
            // Whoever adds a frame now still could, so nobody is told that it is too late.
            assertThat(receives()).isFalse();
        }
        ending.join();

        assertThatThrownBy(this::receives).isInstanceOf(ChannelClosedException.class);
        assertThat(connection.out().offer(ByteBuffer.allocate(0))).isEqualTo(SendResult.CLOSED);
        assertThat(connection.disconnected()).isCompleted();
    }

    private boolean receives() {
        return connection.in().take(message -> {}, 0);
    }
}
