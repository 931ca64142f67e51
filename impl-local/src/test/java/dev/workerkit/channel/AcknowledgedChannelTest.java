package dev.workerkit.channel;

import static dev.workerkit.channel.ChannelPair.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.ChannelClosedException;
import dev.workerkit.ChannelSpec;
import dev.workerkit.Delivery;
import dev.workerkit.SendResult;
import dev.workerkit.WorkerException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AcknowledgedChannelTest {

    private static final int MANY = 1000;

    private static final ChannelSpec SPEC = ChannelSpec.json().withAcknowledgement();

    private static Received take(CodecChannel channel) {
        Received received = channel.take(LONG);
        assertThat(received).isNotNull();
        return received;
    }

    private static void assertNothing(CodecChannel channel) {
        assertThat(channel.take(Duration.ZERO)).isNull();
    }

    @Test
    void whatIsNotAcknowledgedComesAgainAndSaysSo() {
        try (ChannelPair pair = ChannelPair.open(SPEC)) {
            pair.master().send("a");
            pair.master().send("b");
            assertThat(take(pair.worker()).attempts()).isZero();

            pair.restartWorker();
            assertThat(take(pair.worker()).attempts()).isEqualTo(1);
            pair.restartWorker();
            Received third = take(pair.worker());
            assertThat(third.attempts()).isEqualTo(2);
            assertThat(third.redelivered()).isTrue();
            assertThat(third.message()).isEqualTo("a");
            third.acknowledge();
            Received next = take(pair.worker());
            assertThat(next.message()).isEqualTo("b");
            assertThat(next.redelivered()).isFalse();

            pair.restartWorker();
            assertThat(take(pair.worker()).message()).isEqualTo("b");
            assertNothing(pair.worker());
        }
    }

    @Test
    void receivingAcknowledgesAtOnce() {
        try (ChannelPair pair = ChannelPair.open(SPEC)) {
            pair.master().send("a");
            pair.master().send("b");
            pair.master().send("c");
            pair.worker().receive();
            pair.worker().poll();
            assertThatThrownBy(
                            () ->
                                    pair.worker()
                                            .bytes()
                                            .poll(
                                                    message -> {
                                                        throw new IllegalStateException("mine");
                                                    }))
                    .hasMessage("mine");

            pair.restartWorker();

            assertNothing(pair.worker());
            assertThat(pair.master().outstanding()).isZero();
        }
    }

    @Test
    void whatIsSentWhileAnIncarnationEndsIsOutstandingToo() throws Exception {
        try (ChannelPair pair = ChannelPair.open(SPEC)) {
            pair.worker().vanish();
            long sent = 0;
            for (int round = 0; round < 10; round++) {
                Thread sender = new Thread(() -> sendMany(pair.master()));
                sender.start();
                do {
                    pair.master().detach(1);
                } while (pair.master().outstanding() < sent + MANY / 2);
                sender.join();
                sent += MANY;
                assertThat(pair.master().outstanding()).isEqualTo(sent);
            }
        }
    }

    private static void sendMany(MasterChannel master) {
        for (int i = 0; i < MANY; i++) {
            master.send("x");
        }
    }

    @Test
    void withoutAcknowledgementTakenIsGone() {
        try (ChannelPair pair = ChannelPair.open(ChannelSpec.json())) {
            pair.master().send("a");
            Delivery taken = take(pair.worker());
            assertThat(taken.attempts()).isZero();

            pair.restartWorker();

            taken.acknowledge();
            assertThat(taken.message()).isEqualTo("a");
            assertNothing(pair.worker());
        }
    }

    @Test
    void aDeathAmidAnAcknowledgementThatGivesBackAFileLeavesTheQueueWhole() throws IOException {
        int size = 40_000;
        int count = 350;
        ChannelSpec spec =
                ChannelSpec.bytes()
                        .withMaxMessageBytes(size)
                        .withCapacityBytes(16 << 20)
                        .withAcknowledgement();
        try (ChannelPair pair = ChannelPair.open(spec)) {
            List<Received> taken = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                pair.master().send(message(i, size));
                taken.add(take(pair.worker()));
            }
            taken.subList(1, count).forEach(Received::acknowledge);
            // Breaks off where a file is deleted, as a kill in that moment would. The ones before
            // are used again.
            Path file = fifthFile(pair.directory().resolve("to-1"));
            Files.delete(file);
            Files.createFile(Files.createDirectory(file).resolve("in the way"));
            assertThatThrownBy(() -> taken.get(0).acknowledge())
                    .isInstanceOf(WorkerException.class);
            Deletion.of(file);

            pair.restartWorker();

            assertNothing(pair.worker());
            pair.master().send(message(count, size));
            assertThat(take(pair.worker()).bytes().getInt(0)).isEqualTo(count);
        }
    }

    private static Path fifthFile(Path queue) throws IOException {
        try (Stream<Path> files = Files.list(queue)) {
            return files.filter(file -> file.toString().endsWith(".cq4"))
                    .sorted()
                    .skip(4)
                    .findFirst()
                    .get();
        }
    }

    @Test
    void acknowledgementsOutOfOrderSurviveDeathsInManyFiles() {
        int size = 40_000;
        ChannelSpec spec =
                ChannelSpec.bytes()
                        .withMaxMessageBytes(size)
                        .withCapacityBytes(64 << 20)
                        .withAcknowledgement();
        Random random = new Random(7);
        try (ChannelPair pair = ChannelPair.open(spec)) {
            List<Integer> open = new ArrayList<>();
            int next = 0;
            for (int round = 0; round < 20; round++) {
                for (int i = 0; i < 50; i++) {
                    pair.master().send(message(next, size));
                    open.add(next);
                    next++;
                }
                List<Received> taken = new ArrayList<>();
                for (Integer expected : open) {
                    Received received = take(pair.worker());
                    assertThat(received.bytes().getInt(0)).isEqualTo(expected);
                    taken.add(received);
                }
                assertNothing(pair.worker());
                Collections.shuffle(taken, random);
                for (Received each : taken.subList(0, 45)) {
                    each.acknowledge();
                    open.remove((Integer) each.bytes().getInt(0));
                }
                assertThat(pair.master().outstanding()).isEqualTo(open.size());
                pair.restartWorker();
                assertThat(pair.master().outstanding()).isEqualTo(open.size());
            }
            for (Integer expected : open) {
                Received received = take(pair.worker());
                assertThat(received.bytes().getInt(0)).isEqualTo(expected);
                received.acknowledge();
            }
            assertNothing(pair.worker());
        }
    }

    private static byte[] message(int number, int size) {
        return ByteBuffer.allocate(size).putInt(number).array();
    }

    @Test
    void whatIsTakenAndNotAcknowledgedTakesRoom() throws Exception {
        ChannelSpec spec =
                ChannelSpec.bytes()
                        .withMaxMessageBytes(1000)
                        .withCapacityBytes(3000)
                        .withAcknowledgement();
        try (ChannelPair pair = ChannelPair.open(spec)) {
            List<Received> taken = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                assertThat(pair.master().offer(new byte[992])).isEqualTo(SendResult.SENT);
                taken.add(take(pair.worker()));
            }
            assertThat(pair.master().offer(new byte[992])).isEqualTo(SendResult.FULL);
            taken.get(1).acknowledge();
            // The room begins at the oldest.
            assertThat(pair.master().offer(new byte[992])).isEqualTo(SendResult.FULL);
            CompletableFuture<SendResult> waiting =
                    CompletableFuture.supplyAsync(() -> pair.master().send(new byte[992], LONG));

            taken.get(0).acknowledge();

            assertThat(waiting.get()).isEqualTo(SendResult.SENT);
        }
    }

    @Test
    void theMasterAcknowledgesWhatADeadIncarnationSent() {
        try (ChannelPair pair = ChannelPair.open(SPEC)) {
            pair.worker().send("from 1");
            pair.worker().send("from 1, too");
            Received first = take(pair.master());
            Received second = take(pair.master());
            pair.restartWorker();
            pair.worker().send("from 2");

            assertThat(take(pair.master()).message()).isEqualTo("from 2");
            second.acknowledge();
            first.acknowledge();
            first.acknowledge();

            pair.restartWorker();
            assertNothing(pair.master());
        }
    }

    @Test
    void whatCanNotBeNotedAnyMoreIsTold() {
        Received taken;
        Received acknowledged;
        try (ChannelPair pair = ChannelPair.open(SPEC)) {
            pair.worker().send(1);
            pair.worker().send(2);
            acknowledged = take(pair.master());
            acknowledged.acknowledge();
            taken = take(pair.master());
        }
        acknowledged.acknowledge();
        assertThatThrownBy(taken::acknowledge).isInstanceOf(ChannelClosedException.class);
        assertThat(taken.message()).isEqualTo(2);
    }

    @Test
    void carriesRequestsAndTheirAnswers() {
        try (ChannelPair pair = ChannelPair.open(SPEC)) {
            MasterChannel master = pair.master();
            master.offer(Parcel.request(71, master.encode("task")));
            master.send("plain");
            Received request = take(pair.worker());
            assertThat(request.kind()).isEqualTo(FrameKind.REQUEST);
            assertThat(request.correlation()).isEqualTo(71);
            assertThat(request.message()).isEqualTo("task");
            assertThat(take(pair.worker()).kind()).isEqualTo(FrameKind.MESSAGE);

            pair.worker().reply(71, List.of("result"));
            pair.worker().fail(-1, "no");

            Received reply = take(master);
            assertThat(reply.kind()).isEqualTo(FrameKind.REPLY);
            assertThat(reply.correlation()).isEqualTo(71);
            assertThat(reply.message()).isEqualTo(List.of("result"));
            Received failure = take(master);
            assertThat(failure.kind()).isEqualTo(FrameKind.FAILURE);
            assertThat(failure.correlation()).isEqualTo(-1);
            assertThat(failure.bytes()).isEqualTo(ByteBuffer.wrap("no".getBytes()));
        }
    }

    @Test
    void handsBackWhatADeadIncarnationHasNotAcknowledged() {
        try (ChannelPair pair = ChannelPair.open(SPEC)) {
            MasterChannel master = pair.master();
            List<Parcel> back = new ArrayList<>();
            master.reclaimTo(parcels -> back.addAll(parcels.get()));
            master.offer(Parcel.request(1, master.encode("done")));
            master.offer(new Parcel(FrameKind.REQUEST, 2, 3, false, master.encode("in hand")));
            master.send("waiting");
            take(pair.worker()).acknowledge();
            assertThat(take(pair.worker()).attempts()).isEqualTo(3);
            assertThat(master.outstanding()).isEqualTo(2);

            pair.restartWorker();

            assertThat(back)
                    .containsExactly(
                            new Parcel(FrameKind.REQUEST, 2, 4, true, master.encode("in hand")),
                            new Parcel(FrameKind.MESSAGE, 0, 0, false, master.encode("waiting")));
            assertThat(master.outstanding()).isZero();
            assertNothing(pair.worker());
            master.send("last");
            pair.endWorker();
            assertThat(back).hasSize(3);
        }
    }

    @Test
    void aChannelAboutToEndRefuses() {
        try (ChannelPair pair = ChannelPair.open(SPEC)) {
            pair.master().refuse();

            assertThat(pair.master().offer(1)).isEqualTo(SendResult.CLOSED);
            assertThat(pair.master().isClosed()).isTrue();
        }
    }
}
