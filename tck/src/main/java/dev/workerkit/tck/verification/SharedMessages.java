package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Channel;
import dev.workerkit.ChannelClosedException;
import dev.workerkit.ChannelSpec;
import dev.workerkit.Disconnect;
import dev.workerkit.SharedWorker;
import dev.workerkit.WireLimits;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.SharedEcho;
import dev.workerkit.tck.fixture.SharedFlood;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Messages between masters and a shared worker, and how they end. */
class SharedMessages {

    private static final int MANY = 3_000;

    @RegisterExtension final SharedStage stage = new SharedStage();

    @Test
    @Requirement("WRK-SHARED-005")
    void messagesAreReceivedWholeInOrderAndOnceInBothDirections() {
        for (WorkerAddress address : new WorkerAddress[] {stage.unix(), stage.tcp()}) {
            try (SharedWorker worker =
                    stage.connect(address, stage.spec(ChannelSpec.bytes(), SharedEcho.class))) {
                CompletableFuture<Integer> sending =
                        Crowd.meanwhile(
                                () -> {
                                    for (int number = 0; number < MANY; number++) {
                                        worker.channel().send(message(number));
                                    }
                                    return MANY;
                                });
                for (int number = 0; number < MANY; number++) {
                    assertThat(SharedStage.receive(worker, byte[].class))
                            .as("message %s", number)
                            .isEqualTo(message(number));
                }
                assertThat(Stage.await("all is sent", sending)).isEqualTo(MANY);
                assertThat(worker.channel().poll()).as("one more").isNull();
            }
        }
    }

    /** Of any size up to some kilobytes, and now and then a large one. */
    private static byte[] message(int number) {
        Random random = new Random(number);
        byte[] message = new byte[number % 500 == 499 ? 2_000_000 : random.nextInt(5_000)];
        random.nextBytes(message);
        return message;
    }

    @Test
    @Requirement("WRK-SHARED-005")
    void whatAWorkerSentBeforeItEndedAConnectionIsReceivedAndThenTheEnd() {
        WorkerAddress address = stage.unix();

        try (SharedWorker worker = stage.connect(address, stage.spec(SharedFlood.class))) {
            worker.channel().send(20_000);
            for (int number = 1; number <= 20_000; number++) {
                assertThat(SharedStage.receive(worker, Integer.class)).isEqualTo(number);
            }
            assertEnd(worker.channel());
            Disconnect end = Stage.await("the connection ends", worker.disconnected());
            assertThat(end.reason()).isEqualTo(Disconnect.Reason.CLOSED);
            assertThat(end.text()).contains("that was all");
        }
    }

    private static void assertEnd(Channel channel) {
        assertThatThrownBy(() -> channel.receive(Stage.session().patience(Duration.ofSeconds(5))))
                .isInstanceOf(ChannelClosedException.class);
        assertThat(channel.isClosed()).isTrue();
    }

    @Test
    @Requirement("WRK-SHARED-005")
    void whatAMasterSentBeforeItClosedIsReceived() {
        WorkerAddress address = stage.unix();

        try (SharedWorker worker = stage.connect(address, stage.spec(SharedEcho.class))) {
            IntStream.range(0, MANY).forEach(worker.channel()::send);
        }

        stage.awaitMark("gone CLOSED " + MANY);
    }

    @Test
    @Requirement("WRK-SHARED-005")
    void aMasterThatSendsNothingMoreIsStillAnswered() {
        WorkerAddress address = stage.unix();

        try (SharedWorker worker = stage.connect(address, stage.spec(SharedEcho.class))) {
            IntStream.range(0, MANY).forEach(worker.channel()::send);
            worker.channel().close();

            for (int number = 0; number < MANY; number++) {
                assertThat(SharedStage.receive(worker, Integer.class)).isEqualTo(number);
            }
            assertEnd(worker.channel());
        }
        stage.awaitMark("gone CLOSED " + MANY);
    }

    @Test
    @Requirement("WRK-SHARED-018")
    void closingARuntimeEndsItsConnectionsInAnOrderlyWayAndNoWorker() {
        WorkerAddress address = stage.serve(SharedEcho.class);
        stage.awaitMark("gone CLOSED 0");

        WorkerRuntime runtime = stage.open();
        SharedWorker worker = runtime.connect(address, SharedStage.existing());
        try (WireMaster other = WireMaster.to(address)) {
            IntStream.range(0, MANY).forEach(worker.channel()::send);
            runtime.close();

            stage.awaitMark("gone CLOSED " + MANY);
            assertThat(Stage.await("the connection ends", worker.disconnected()).reason())
                    .isEqualTo(Disconnect.Reason.CLOSED);
            assertThat(worker.channel().isClosed()).isTrue();
            assertThat(other.ask("1")).isEqualTo("1");
            assertThat(other.hello().path("id").asText()).isEqualTo(worker.id().value());
        }
    }

    @Test
    @Requirement("WRK-SHARED-006")
    void mastersThatDieStallOrBreakTheProtocolDisturbNoOther() {
        WireLimits limits =
                WireLimits.defaults()
                        .withMaxUnreadBytes(64 << 10)
                        .withStallTimeout(Torrent.stall());
        WorkerAddress address = stage.serve(stage.spec(SharedEcho.class).withLimits(limits));

        try (Witness witness = Witness.of(address);
                RemoteMaster dying = RemoteMaster.of(stage, address);
                SharedWorker standing = stage.connect(address, SharedStage.existing());
                WireMaster stalling = WireMaster.to(address);
                WireMaster breaking = WireMaster.to(address)) {
            dying.connect();
            assertThat(dying.tell("a message")).isEqualTo("sent");
            dying.kill();
            stage.awaitMark("gone LOST");

            breaking.end().send(new byte[100]);
            breaking.expectBye("protocol");
            stage.awaitMark("gone PROTOCOL");

            Torrent.of(stalling);
            stage.awaitMark("gone SLOW");

            witness.assertUndisturbed();
            standing.channel().send("a");
            assertThat(SharedStage.receive(standing, String.class)).isEqualTo("a");
            assertThat(standing.disconnect()).isEmpty();
        }
    }
}
