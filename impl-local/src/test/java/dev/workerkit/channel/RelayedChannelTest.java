package dev.workerkit.channel;

import static dev.workerkit.channel.ChannelPair.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Await;
import dev.workerkit.ChannelClosedException;
import dev.workerkit.ChannelSpec;
import dev.workerkit.Delivery;
import dev.workerkit.SendResult;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A channel whose ends have no memory in common. */
@Timeout(60)
class RelayedChannelTest {

    private static final ChannelSpec ACKNOWLEDGED = ChannelSpec.json().withAcknowledgement();

    private static Object next(CodecChannel channel) {
        return Objects.requireNonNull(channel.receive(LONG, Object.class), "nothing came");
    }

    private static Delivery take(CodecChannel channel) {
        return Objects.requireNonNull(channel.take(LONG), "nothing came");
    }

    private static List<Object> numbers(int from, int to) {
        List<Object> numbers = new ArrayList<>();
        for (int i = from; i <= to; i++) {
            numbers.add(i);
        }
        return numbers;
    }

    private static List<Object> next(CodecChannel channel, int count) {
        List<Object> received = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            received.add(next(channel));
        }
        return received;
    }

    private static byte[] message(int number) {
        Random random = new Random(number);
        byte[] bytes =
                new byte[random.nextInt(20) == 0 ? random.nextInt(200_000) : random.nextInt(300)];
        random.nextBytes(bytes);
        return bytes;
    }

    @Test
    void carriesMessagesOfAllSizesBothWaysAtOnce() throws Exception {
        int count = 2000;
        ChannelSpec spec =
                ChannelSpec.bytes().withMaxMessageBytes(200_000).withCapacityBytes(1 << 20);
        try (RelayedPair pair = RelayedPair.open(spec)) {
            CompletableFuture<Void> all =
                    CompletableFuture.allOf(
                            CompletableFuture.runAsync(() -> send(pair.master(), count)),
                            CompletableFuture.runAsync(() -> send(pair.worker(), -count)),
                            CompletableFuture.runAsync(() -> expect(pair.worker(), count)),
                            CompletableFuture.runAsync(() -> expect(pair.master(), -count)));
            all.get(50, TimeUnit.SECONDS);
        }
    }

    private static void send(CodecChannel channel, int count) {
        for (int i = 1; i <= Math.abs(count); i++) {
            channel.send(message(Integer.signum(count) * i));
        }
    }

    private static void expect(CodecChannel channel, int count) {
        for (int i = 1; i <= Math.abs(count); i++) {
            assertThat((byte[]) next(channel)).isEqualTo(message(Integer.signum(count) * i));
        }
    }

    @Test
    void aDirectionHoldsItsCapacityFromEndToEnd() throws Exception {
        ChannelSpec spec = ChannelSpec.bytes().withMaxMessageBytes(1000).withCapacityBytes(10_000);
        try (RelayedPair pair = RelayedPair.open(spec)) {
            assertHoldsCapacity(pair.master(), pair.worker());
            assertHoldsCapacity(pair.worker(), pair.master());
        }
    }

    private static void assertHoldsCapacity(CodecChannel sender, CodecChannel receiver)
            throws Exception {
        byte[] message = new byte[992];
        int accepted = 0;
        while (sender.send(message, Duration.ofMillis(200)) == SendResult.SENT) {
            accepted++;
        }
        assertThat(accepted * 1000).isLessThanOrEqualTo(10_000);
        assertThat(sender.offer(message)).isEqualTo(SendResult.FULL);
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> sender.send(message));
        next(receiver);
        waiting.get(10, TimeUnit.SECONDS);
        for (int i = 0; i < accepted; i++) {
            next(receiver);
        }
        assertThat(receiver.poll()).isNull();
    }

    @Test
    void theOtherSideReceivesAllThatWasSentBeforeTheEnd() {
        try (RelayedPair pair = RelayedPair.open(ChannelSpec.json())) {
            for (int i = 1; i <= 100; i++) {
                pair.master().send(i);
            }
            pair.master().close();
            assertThat(next(pair.worker(), 100)).isEqualTo(numbers(1, 100));
            assertThatThrownBy(() -> pair.worker().receive())
                    .isInstanceOf(ChannelClosedException.class);
            pair.worker().send("still");
            assertThat(next(pair.master())).isEqualTo("still");
            pair.worker().close();
            assertThatThrownBy(() -> pair.master().receive())
                    .isInstanceOf(ChannelClosedException.class);
        }
    }

    @Test
    void whatWasNotTakenIsForTheNextIncarnation() {
        try (RelayedPair pair = RelayedPair.open(ChannelSpec.json())) {
            for (int i = 1; i <= 50; i++) {
                pair.master().send(i);
            }
            assertThat(next(pair.worker(), 10)).isEqualTo(numbers(1, 10));
            pair.worker().send("ten");
            // With that its master knows what was taken before it was sent.
            assertThat(next(pair.master())).isEqualTo("ten");

            pair.restartWorker(false);
            pair.master().send(51);
            assertThat(next(pair.worker(), 41)).isEqualTo(numbers(11, 51));
            pair.worker().send("all");
            assertThat(next(pair.master())).isEqualTo("all");

            pair.restartWorker(true);
            pair.master().send(52);
            assertThat(next(pair.worker())).isEqualTo(52);
        }
    }

    @Test
    void whatIsNotAcknowledgedComesAgainAndSaysSo() {
        try (RelayedPair pair = RelayedPair.open(ACKNOWLEDGED)) {
            for (int i = 1; i <= 5; i++) {
                pair.master().send(i);
            }
            take(pair.worker());
            Delivery second = take(pair.worker());
            take(pair.worker());
            second.acknowledge();
            Await.until("the acknowledgement is known", () -> pair.master().outstanding() == 4);

            pair.restartWorker(true);
            List<String> again = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Delivery delivery = take(pair.worker());
                again.add(delivery.message(Object.class) + " after " + delivery.attempts());
                delivery.acknowledge();
            }
            assertThat(again).containsExactly("1 after 1", "3 after 1", "4 after 0", "5 after 0");
            Await.until("all is settled", () -> pair.master().outstanding() == 0);
        }
    }

    @Test
    void acknowledgementsOutOfTurnSurviveManyFilesAndDeaths() {
        ChannelSpec spec = ACKNOWLEDGED.withMaxMessageBytes(100_000).withCapacityBytes(16 << 20);
        String filling = "x".repeat(90_000);
        try (RelayedPair pair = RelayedPair.open(spec)) {
            for (int i = 1; i <= 60; i++) {
                pair.master().send(i + filling);
            }
            List<String> expected = new ArrayList<>();
            for (int i = 1; i <= 60; i++) {
                Delivery delivery = take(pair.worker());
                if (i % 3 == 0) {
                    delivery.acknowledge();
                } else {
                    expected.add(i + filling);
                }
            }
            pair.worker().send("done");
            assertThat(take(pair.master()).message(Object.class)).isEqualTo("done");
            pair.restartWorker(false);
            List<String> again = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                Delivery delivery = take(pair.worker());
                assertThat(delivery.attempts()).isEqualTo(1);
                again.add(delivery.message(String.class));
                delivery.acknowledge();
            }
            assertThat(again).isEqualTo(expected);
            Await.until("all is settled", () -> pair.master().outstanding() == 0);
        }
    }

    @Test
    void carriesRequestsAndTheirAnswers() {
        try (RelayedPair pair = RelayedPair.open(ACKNOWLEDGED)) {
            ByteBuffer task = pair.master().encode("task");
            pair.master().send(new Parcel(FrameKind.REQUEST, 77, 3, false, task), LONG);
            Received request = (Received) take(pair.worker());
            assertThat(request.kind()).isEqualTo(FrameKind.REQUEST);
            assertThat(request.correlation()).isEqualTo(77);
            assertThat(request.attempts()).isEqualTo(3);
            pair.worker().reply(77, "result");
            request.acknowledge();
            Received reply = (Received) take(pair.master());
            assertThat(reply.kind()).isEqualTo(FrameKind.REPLY);
            assertThat(reply.correlation()).isEqualTo(77);
            assertThat(reply.message(String.class)).isEqualTo("result");
            assertThat(reply.sender()).isEqualTo(1);
        }
    }

    @Test
    void whenTheWorkerEndsTheMasterReceivesWhatIsLeft() {
        try (RelayedPair pair = RelayedPair.open(ChannelSpec.json())) {
            for (int i = 1; i <= 1000; i++) {
                pair.worker().send(i);
            }
            pair.endWorker();
            assertThat(next(pair.master(), 1000)).isEqualTo(numbers(1, 1000));
            assertThatThrownBy(() -> pair.master().receive())
                    .isInstanceOf(ChannelClosedException.class);
        }
    }

    @Test
    void anEndThatClaimsWhatItCanNotHaveIsFoundOut() {
        try (RelayedPair pair = RelayedPair.open(ChannelSpec.json())) {
            assertThatThrownBy(() -> pair.atMaster().taken(new Taken(1, 1, List.of())))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> pair.atMaster().taken(new Taken(0, 1, List.of())))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> pair.atMaster().put(new Relayed(1, 0, ByteBuffer.allocate(1))))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
