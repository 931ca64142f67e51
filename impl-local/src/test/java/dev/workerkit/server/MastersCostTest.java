package dev.workerkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Await;
import dev.workerkit.WireLimits;
import dev.workerkit.worker.Peer;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What masters cost a server that mean it ill, or are slow. */
@Timeout(60)
class MastersCostTest {

    private static final WireLimits LIMITS = WireLimits.defaults();
    private static final int MIB = 1 << 20;

    @TempDir Path folder;

    private final Squares squares = new Squares();

    private long diaryEntries(String end) {
        return squares.diary.stream().filter(each -> each.endsWith(end)).count();
    }

    @Test
    void unfinishedFramesCostTheirSlowestSendersAlone() throws Exception {
        byte[] part = new byte[MIB];
        ByteBuffer.wrap(part).putInt(LIMITS.maxFrameBytes()).put((byte) RawMaster.DATA);
        byte[] message = RawMaster.frame(RawMaster.DATA, "\"a small one\"".getBytes("UTF-8"));
        List<RawMaster> attackers = new ArrayList<>();
        Rations four = new Rations(4 * MIB, 4 * MIB);
        try (Serving serving = Serving.tcp(squares, LIMITS, four);
                RawMaster neighbour = RawMaster.introduced(serving.address)) {
            neighbour.raw(Arrays.copyOf(message, 8));
            for (int i = 0; i < 20; i++) {
                RawMaster attacker = RawMaster.introduced(serving.address);
                attackers.add(attacker);
                attacker.raw(part);
            }
            Await.until("sixteen are sent away", () -> diaryEntries("SLOW") >= 16);
            assertThat(attackers.get(0).expectBye()).isEqualTo("slow");
            neighbour.raw(Arrays.copyOfRange(message, 8, message.length));
            assertThat(neighbour.expect(RawMaster.DATA).text()).isEqualTo("\"a small one\"");
            for (RawMaster attacker : attackers) {
                attacker.close();
            }
            Await.until("all have gone", () -> squares.context.peers().size() == 1);
        }
    }

    @Test
    void unreadMessagesCostTheirSlowestReadersAlone() throws Exception {
        List<RawMaster> attackers = new ArrayList<>();
        Rations four = new Rations(4 * MIB, 4 * MIB);
        try (Serving serving = Serving.tcp(squares, LIMITS, four);
                RawMaster neighbour = RawMaster.introduced(serving.address)) {
            for (int i = 0; i < 5; i++) {
                RawMaster attacker = RawMaster.introduced(serving.address);
                attackers.add(attacker);
                // More than the buffers of any system take.
                attacker.send(RawMaster.DATA, "{\"size\":16000000,\"times\":1}");
                neighbour.send(RawMaster.DATA, "12");
                assertThat(neighbour.expect(RawMaster.DATA).text()).isEqualTo("144");
            }
            Await.until("all are sent away", () -> diaryEntries("SLOW") == 5);
            for (RawMaster attacker : attackers) {
                attacker.close();
            }
        }
    }

    @Test
    void aHelloIsShort() throws Exception {
        try (Serving serving = Serving.unix(folder, squares, LIMITS);
                RawMaster huge = RawMaster.silent(serving.address);
                RawMaster named = RawMaster.silent(serving.address);
                RawMaster fine = RawMaster.silent(serving.address)) {
            huge.preface(1, 0);
            huge.raw(ByteBuffer.allocate(5).putInt((1 << 16) + 1).put((byte) 1).array());
            assertThat(huge.expectBye()).isEqualTo("protocol");
            named.preface(1, 0);
            named.send(
                    RawMaster.HELLO, "{\"role\":\"master\",\"name\":\"" + "n".repeat(256) + "\"}");
            assertThat(named.expectBye()).isEqualTo("protocol");
            fine.introduce(
                    "{\"role\":\"master\",\"name\":\""
                            + "n".repeat(255)
                            + "\",\"more\":\""
                            + "m".repeat(60_000)
                            + "\"}");
            fine.send(RawMaster.DATA, "\"" + "x".repeat(100_000) + "\"");
            assertThat(fine.expect(RawMaster.DATA).content()).hasSize(100_002);
        }
    }

    @Test
    void aMasterThatSendsALongFrameSlowlyIsNotSilent() throws Exception {
        Duration stall = Duration.ofMillis(500);
        byte[] message = RawMaster.frame(RawMaster.DATA, "\"a long one\"".getBytes("UTF-8"));
        try (Serving serving = Serving.tcp(squares, LIMITS.withStallTimeout(stall));
                RawMaster master = RawMaster.introduced(serving.address)) {
            for (byte each : message) {
                master.raw(each);
                TimeUnit.MILLISECONDS.sleep(100);
            }
            RawMaster.Received received = master.read();
            while (received != null && received.type() == RawMaster.PING) {
                received = master.read();
            }
            assertThat(received).isNotNull();
            assertThat(received.text()).isEqualTo("\"a long one\"");
        }
    }

    @Test
    void aMasterThatHasGoneLeavesNothingBehind() throws Exception {
        try (Serving serving =
                Serving.tcp(squares, LIMITS.withStallTimeout(Duration.ofDays(365)))) {
            List<WeakReference<Peer>> gone = new ArrayList<>();
            for (String end : List.of("\"leave\"", "\"\"")) {
                RawMaster master = RawMaster.introduced(serving.address);
                Await.until("it is known", () -> squares.context.peers().size() == 1);
                gone.add(new WeakReference<>(squares.context.peers().get(0)));
                master.send(RawMaster.DATA, end);
                master.expect(RawMaster.DATA);
                master.close();
                Await.until("it has gone", () -> squares.context.peers().isEmpty());
            }
            Await.until(
                    "both are forgotten",
                    () -> {
                        System.gc();
                        return gone.stream().allMatch(each -> each.get() == null);
                    });
        }
    }

    @Test
    void aWorkerDoesNotEndBeforeDistantMastersHaveReadWhatItSent() throws Exception {
        try (Serving serving = Serving.tcp(squares, LIMITS);
                RawMaster other = RawMaster.introduced(serving.address)) {
            RawMaster slow = RawMaster.introduced(serving.address);
            slow.send(RawMaster.DATA, "{\"size\":100000,\"times\":1}");
            slow.expect(RawMaster.DATA);
            other.request(RawMaster.STOP, 1, Serving.COOKIE);
            other.expect(RawMaster.STOPPED);
            assertThat(slow.expectBye()).isEqualTo("stopping");
            assertThatThrownBy(() -> serving.exitCode.get(500, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
            slow.close();
            assertThat(serving.awaitExitCode()).isZero();
        }
    }

    @Test
    void aGoodbyeIsNeverTooLongForItsReader() throws Exception {
        try (Serving serving = Serving.unix(folder, squares, LIMITS);
                RawMaster master = RawMaster.silent(serving.address)) {
            master.introduce("{\"role\":\"master\",\"maxFrameBytes\":1024}");
            squares.context.peers().get(0).disconnect("\u0001".repeat(5000));
            RawMaster.Received bye = master.expect(RawMaster.BYE);
            assertThat(bye.content().length).isLessThan(1024);
            assertThat(bye.json().get("reason")).isEqualTo("closed");
        }
    }

    @Test
    void aMessageTypeThatFailsEndsTheWorker() throws Exception {
        Squares typeless =
                new Squares() {
                    @Override
                    public Class<?> messageType() {
                        throw new IllegalStateException("as told");
                    }
                };
        try (Serving serving = Serving.unix(folder, typeless, LIMITS);
                RawMaster master = RawMaster.introduced(serving.address)) {
            master.send(RawMaster.DATA, "1");
            assertThat(master.expectBye()).isEqualTo("failed");
            assertThat(serving.awaitExitCode()).isEqualTo(1);
        }
    }

    @Test
    void aTaskMayBeRepeatedWithoutAPause() throws Exception {
        try (Serving serving = Serving.unix(folder, squares, LIMITS);
                RawMaster master = RawMaster.introduced(serving.address)) {
            CountDownLatch runs = new CountDownLatch(3);
            squares.context.eventLoop().scheduleEvery(runs::countDown, Duration.ZERO);
            assertThat(runs.await(10, TimeUnit.SECONDS)).isTrue();
            master.send(RawMaster.DATA, "2");
            assertThat(master.expect(RawMaster.DATA).text()).isEqualTo("4");
        }
    }
}
