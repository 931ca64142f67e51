package dev.workerkit.channel;

import static dev.workerkit.channel.ChannelPair.LONG;
import static dev.workerkit.channel.ChannelPair.SHORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.ChannelClosedException;
import dev.workerkit.ChannelSpec;
import dev.workerkit.MessageCodecException;
import dev.workerkit.MessageTooLargeException;
import dev.workerkit.SendResult;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChannelTest {

    @Test
    void carriesMessagesBothWaysInOrder() {
        try (ChannelPair pair = ChannelPair.open(ChannelSpec.json())) {
            pair.master().send("one");
            pair.master().send(Map.of("two", List.of(2, 2.5, true)));
            pair.worker().send(3);

            assertThat(pair.worker().receive()).isEqualTo("one");
            assertThat(pair.worker().receive()).isEqualTo(Map.of("two", List.of(2, 2.5, true)));
            assertThat(pair.master().receive(LONG, Long.class)).isEqualTo(3L);
            assertThat(pair.worker().poll()).isNull();
            assertThat(pair.master().receive(SHORT)).isNull();
        }
    }

    @Test
    void passesOverAMessageThatCannotBeDecoded() {
        try (ChannelPair pair = ChannelPair.open(ChannelSpec.json())) {
            pair.master().bytes().offer(ByteBuffer.wrap("{".getBytes()));
            pair.master().send("next");

            assertThatThrownBy(() -> pair.worker().receive())
                    .isInstanceOf(MessageCodecException.class);
            assertThat(pair.worker().receive()).isEqualTo("next");
        }
    }

    @Test
    void leavesTheSentBufferAsItWas() {
        try (ChannelPair pair = ChannelPair.open(ChannelSpec.bytes())) {
            ByteBuffer message = ByteBuffer.wrap(new byte[] {9, 1, 2, 3, 9});
            message.position(1).limit(4);

            assertThat(pair.master().bytes().offer(message)).isEqualTo(SendResult.SENT);

            assertThat(message.position()).isEqualTo(1);
            assertThat(message.limit()).isEqualTo(4);
            assertThat(pair.worker().receive(LONG, byte[].class)).containsExactly(1, 2, 3);
        }
    }

    @Test
    void refusesAMessageThatIsTooLarge() {
        ChannelSpec spec = ChannelSpec.bytes().withMaxMessageBytes(100);
        try (ChannelPair pair = ChannelPair.open(spec)) {
            assertThatThrownBy(() -> pair.master().offer(new byte[101]))
                    .isInstanceOf(MessageTooLargeException.class)
                    .hasMessageContaining("101")
                    .hasMessageContaining("100");

            pair.master().send(new byte[100]);
            pair.master().send(new byte[0]);
            assertThat(pair.worker().receive(LONG, byte[].class)).hasSize(100);
            assertThat(pair.worker().receive(LONG, byte[].class)).isEmpty();
        }
    }

    @Test
    void carriesTheLargestMessages() {
        ChannelSpec spec =
                ChannelSpec.bytes().withMaxMessageBytes(ChannelSpec.LARGEST_MESSAGE_BYTES);
        try (ChannelPair pair = ChannelPair.open(spec)) {
            byte[] message = new byte[ChannelSpec.LARGEST_MESSAGE_BYTES];
            for (int i = 0; i < 6; i++) {
                message[message.length - 1] = (byte) i;
                assertThat(pair.master().send(message, LONG)).isEqualTo(SendResult.SENT);
                assertThat(pair.worker().receive(LONG, byte[].class)).isEqualTo(message);
            }
        }
    }

    @Test
    void holdsTheSenderBackWhenTheReceiverIsBehind() throws Exception {
        ChannelSpec spec = ChannelSpec.bytes().withMaxMessageBytes(1000).withCapacityBytes(10_000);
        try (ChannelPair pair = ChannelPair.open(spec)) {
            int accepted = 0;
            while (pair.master().offer(new byte[992]) == SendResult.SENT) {
                accepted++;
            }
            assertThat(accepted).isEqualTo(10);
            assertThat(pair.master().send(new byte[992], SHORT)).isEqualTo(SendResult.FULL);

            CompletableFuture<SendResult> waiting =
                    CompletableFuture.supplyAsync(() -> pair.master().send(new byte[992], LONG));
            awaitParked(pair.master().bytes());
            assertThat(waiting).isNotDone();
            assertThat(pair.worker().poll()).isNotNull();
            assertThat(waiting.get()).isEqualTo(SendResult.SENT);
        }
    }

    /** Gives a thread that was just started the time to fall asleep; it may also not have. */
    private static void awaitParked(Object channel) {
        long deadline = System.nanoTime() + Duration.ofMillis(20).toNanos();
        while (System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(channel).isNotNull();
    }

    @Test
    void aMessageOfTheWholeCapacityFits() {
        ChannelSpec spec = ChannelSpec.bytes().withMaxMessageBytes(500).withCapacityBytes(500);
        try (ChannelPair pair = ChannelPair.open(spec)) {
            for (int i = 0; i < 3; i++) {
                assertThat(pair.master().offer(new byte[500])).isEqualTo(SendResult.SENT);
                assertThat(pair.master().offer(new byte[1])).isEqualTo(SendResult.FULL);
                assertThat(pair.worker().poll()).isNotNull();
            }
        }
    }

    @Test
    void theOtherSideReceivesAllThatWasSentBeforeTheEnd() {
        try (ChannelPair pair = ChannelPair.open(ChannelSpec.json())) {
            pair.master().send(1);
            pair.master().send(2);
            pair.master().close();
            pair.master().close();

            assertThat(pair.master().isClosed()).isTrue();
            assertThat(pair.master().offer(3)).isEqualTo(SendResult.CLOSED);
            assertThatThrownBy(() -> pair.master().send(3))
                    .isInstanceOf(ChannelClosedException.class);
            assertThat(pair.worker().receive()).isEqualTo(1);
            assertThat(pair.worker().receive()).isEqualTo(2);
            assertThatThrownBy(() -> pair.worker().receive())
                    .isInstanceOf(ChannelClosedException.class);
            assertThatThrownBy(() -> pair.worker().poll())
                    .isInstanceOf(ChannelClosedException.class);

            pair.worker().send(4);
            assertThat(pair.master().receive()).isEqualTo(4);
        }
    }

    @Test
    void closingWakesTheReceiver() throws Exception {
        try (ChannelPair pair = ChannelPair.open(ChannelSpec.json())) {
            CompletableFuture<Object> waiting =
                    CompletableFuture.supplyAsync(() -> pair.master().receive());
            awaitParked(waiting);

            pair.worker().close();

            assertEndsWithClosed(waiting);
        }
    }

    @Test
    void aStoppedWorkerLeavesItsMessagesToTheNext() throws Exception {
        try (ChannelPair pair = ChannelPair.open(ChannelSpec.json())) {
            CompletableFuture<Object> waiting =
                    CompletableFuture.supplyAsync(() -> pair.worker().receive());
            awaitParked(waiting);

            pair.worker().stopReceiving();

            assertEndsWithClosed(waiting);
            pair.master().send("later");
            assertThatThrownBy(() -> pair.worker().poll())
                    .isInstanceOf(ChannelClosedException.class);
            pair.worker().send("bye");
            assertThat(pair.master().receive()).isEqualTo("bye");

            pair.restartWorker();
            assertThat(pair.worker().receive()).isEqualTo("later");
        }
    }

    @Test
    void theNextIncarnationGoesOnWhereTheLastOneDied() {
        try (ChannelPair pair = ChannelPair.open(ChannelSpec.json())) {
            for (int i = 0; i < 10; i++) {
                pair.master().send(i);
            }
            for (int incarnation = 0; incarnation < 5; incarnation++) {
                assertThat(pair.worker().receive()).isEqualTo(2 * incarnation);
                assertThat(pair.worker().receive()).isEqualTo(2 * incarnation + 1);
                pair.worker().send("from " + incarnation);
                pair.restartWorker();
            }
            for (int incarnation = 0; incarnation < 5; incarnation++) {
                assertThat(pair.master().receive()).isEqualTo("from " + incarnation);
            }
            assertThat(pair.worker().poll()).isNull();
            assertThat(pair.master().poll()).isNull();
        }
    }

    @Test
    void aMasterThatWaitsHearsTheNextIncarnation() throws Exception {
        try (ChannelPair pair = ChannelPair.open(ChannelSpec.json())) {
            CompletableFuture<Object> waiting =
                    CompletableFuture.supplyAsync(() -> pair.master().receive());
            awaitParked(waiting);
            pair.restartWorker();
            awaitParked(waiting);

            pair.worker().send("here");

            assertThat(waiting.get()).isEqualTo("here");
        }
    }

    @Test
    void whenTheWorkerEndsTheMasterReceivesWhatIsLeft() throws Exception {
        try (ChannelPair pair = ChannelPair.open(ChannelSpec.json())) {
            pair.worker().send("left");
            pair.endWorker();

            assertThat(pair.master().isClosed()).isTrue();
            assertThat(pair.master().offer("too late")).isEqualTo(SendResult.CLOSED);
            assertThat(pair.master().receive()).isEqualTo("left");
            assertThatThrownBy(() -> pair.master().receive())
                    .isInstanceOf(ChannelClosedException.class);
        }
    }

    @Test
    void theEndWakesWhoWaitsInTheMaster() throws Exception {
        ChannelSpec spec = ChannelSpec.json().withMaxMessageBytes(10).withCapacityBytes(10);
        try (ChannelPair pair = ChannelPair.open(spec)) {
            pair.master().send("12345678");
            CompletableFuture<Object> receiving =
                    CompletableFuture.supplyAsync(() -> pair.master().receive());
            CompletableFuture<SendResult> sending =
                    CompletableFuture.supplyAsync(() -> pair.master().send("12345678", LONG));
            awaitParked(receiving);

            pair.endWorker();

            assertEndsWithClosed(receiving);
            assertThat(sending.get()).isEqualTo(SendResult.CLOSED);
        }
    }

    @Test
    void theMastersDeathEndsTheWorkersWaiting() throws Exception {
        try (ChannelPair pair = ChannelPair.open(ChannelSpec.json())) {
            pair.master().send("last");
            assertThat(pair.worker().receive()).isEqualTo("last");
            CompletableFuture<Object> waiting =
                    CompletableFuture.supplyAsync(() -> pair.worker().receive());
            awaitParked(waiting);

            // Hangs up as the kernel does when the process dies.
            pair.master().detach(1);

            assertEndsWithClosed(waiting);
            assertThat(pair.worker().isClosed()).isTrue();
            assertThat(pair.worker().offer("x")).isEqualTo(SendResult.CLOSED);
        }
    }

    @Test
    void anInterruptEndsTheCallAndNotTheChannel() throws Exception {
        try (ChannelPair pair = ChannelPair.open(ChannelSpec.json())) {
            List<Boolean> status = new ArrayList<>();
            CompletableFuture<Object> waiting = new CompletableFuture<>();
            Thread thread =
                    new Thread(
                            () -> {
                                try {
                                    waiting.complete(pair.worker().receive());
                                } catch (ChannelClosedException e) {
                                    status.add(Thread.currentThread().isInterrupted());
                                    waiting.completeExceptionally(e);
                                }
                            });
            thread.start();
            awaitParked(thread);
            thread.interrupt();

            assertEndsWithClosed(waiting);
            thread.join();
            assertThat(status).containsExactly(true);
            pair.master().send("still open");
            assertThat(pair.worker().receive()).isEqualTo("still open");
        }
    }

    @Test
    void anInterruptedThreadCanSendThroughManyFiles() {
        try (ChannelPair pair = ChannelPair.open(ChannelSpec.bytes())) {
            Thread.currentThread().interrupt();
            byte[] message = new byte[1 << 20];
            for (int i = 0; i < 100; i++) {
                assertThat(pair.master().offer(message)).isEqualTo(SendResult.SENT);
                assertThat(pair.worker().poll()).isNotNull();
            }
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aHandlerThatThrowsHasReceivedTheMessage() {
        try (ChannelPair pair = ChannelPair.open(ChannelSpec.json())) {
            pair.master().send(1);
            pair.master().send(2);

            assertThatThrownBy(
                            () ->
                                    pair.worker()
                                            .bytes()
                                            .poll(
                                                    message -> {
                                                        throw new IllegalStateException("mine");
                                                    }))
                    .hasMessage("mine");
            assertThat(pair.worker().receive()).isEqualTo(2);
        }
    }

    @Test
    void aHandlerCanUseTheChannel() {
        try (ChannelPair pair = ChannelPair.open(ChannelSpec.json())) {
            pair.master().send(1);
            pair.master().send(2);
            List<Object> received = new ArrayList<>();

            pair.worker()
                    .bytes()
                    .poll(
                            message -> {
                                received.add(pair.worker().receive());
                                received.add((char) message.get());
                            });

            assertThat(received).containsExactly(2, '1');
        }
    }

    @Test
    void aDiscardedChannelIsClosed() {
        ChannelPair pair = ChannelPair.open(ChannelSpec.json());
        pair.worker().send("nobody reads this");
        pair.close();

        assertThat(pair.master().offer(1)).isEqualTo(SendResult.CLOSED);
        assertThatThrownBy(() -> pair.master().receive())
                .isInstanceOf(ChannelClosedException.class);
    }

    private static void assertEndsWithClosed(CompletableFuture<Object> waiting) {
        assertThatThrownBy(waiting::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(ChannelClosedException.class);
    }
}
