package dev.workerkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Await;
import dev.workerkit.WireLimits;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server, and masters that speak to it byte by byte. */
@Timeout(60)
class SharedServerTest {

    private static final WireLimits LIMITS = WireLimits.defaults();

    @TempDir Path folder;

    private final Squares squares = new Squares();

    private String nextEntry() throws InterruptedException {
        return squares.diary.poll(10, TimeUnit.SECONDS);
    }

    @Test
    void introducesItselfAndAnswersMessages() throws Exception {
        try (Serving serving = Serving.unix(folder, squares, LIMITS);
                RawMaster master = RawMaster.silent(serving.address)) {
            Map<?, ?> hello =
                    master.introduce("{\"role\":\"master\",\"name\":\"sums\",\"codec\":\"json\"}");
            assertThat(hello.get("role")).isEqualTo("worker");
            assertThat(hello.get("name")).isEqualTo("squares");
            assertThat(hello.get("id")).isEqualTo("wrk-7");
            assertThat(hello.get("pid")).isEqualTo((int) ProcessHandle.current().pid());
            assertThat(hello.get("codec")).isEqualTo("json");
            assertThat((String) hello.get("challenge")).matches("[0-9a-f]{64}");
            master.send(RawMaster.DATA, "12");
            assertThat(master.expect(RawMaster.DATA).text()).isEqualTo("144");
            assertThat(nextEntry()).isEqualTo("initialize");
            assertThat(nextEntry()).isEqualTo("connect sums#1");
        }
    }

    @Test
    void callsTheHandlerInOrderAndOnOneThread() throws Exception {
        try (Serving serving = Serving.unix(folder, squares, LIMITS);
                RawMaster first = RawMaster.introduced(serving.address)) {
            first.send(RawMaster.DATA, "\"one\"");
            first.expect(RawMaster.DATA);
            try (RawMaster second = RawMaster.introduced(serving.address)) {
                second.send(RawMaster.DATA, "\"two\"");
                second.expect(RawMaster.DATA);
                second.send(RawMaster.BYE, "{\"reason\":\"closed\",\"text\":\"\"}");
                assertThat(second.expectBye()).isEqualTo("closed");
                assertThat(second.read()).isNull();
            }
            first.send(RawMaster.DATA, "\"stop\"");
            assertThat(first.expectBye()).isEqualTo("stopping");
            assertThat(serving.awaitExitCode()).isZero();
        }
        assertThat(squares.diary)
                .containsExactly(
                        "initialize",
                        "connect master#1",
                        "one",
                        "connect master#2",
                        "two",
                        "disconnect master#2 CLOSED",
                        "stop",
                        "stop",
                        "disconnect master#1 STOPPING",
                        "terminate");
    }

    @Test
    void removesItsSocketAndListensNoLonger() throws Exception {
        Serving serving = Serving.unix(folder, squares, LIMITS);
        try (RawMaster master = RawMaster.introduced(serving.address)) {
            master.request(RawMaster.STOP, 1, Serving.COOKIE);
            Map<?, ?> stopped = master.expect(RawMaster.STOPPED).json();
            assertThat(squares.diary).contains("terminate");
            assertThat(folder).isEmptyDirectory();
            assertThat(stopped.get("proof"))
                    .isEqualTo(master.proof(Serving.COOKIE, "worker", "stopped", 1));
            assertThat(serving.awaitExitCode()).isZero();
            serving.close();
            assertThat(master.read()).isNull();
        }
    }

    @Test
    void letsGoOfItsMastersWhateverItsEventLoopIsAt() throws Exception {
        Serving serving = Serving.unix(folder, squares, LIMITS);
        try (RawMaster master = RawMaster.introduced(serving.address)) {
            master.request(RawMaster.STOP, 1, Serving.COOKIE);
            master.expect(RawMaster.STOPPED);
            assertThat(serving.awaitExitCode()).isZero();
            EventLoop loop = ((HandlerLoop) squares.context.eventLoop()).loop();
            CountDownLatch busy = new CountDownLatch(1);
            loop.execute(
                    () -> {
                        busy.countDown();
                        while (!loop.isShuttingDown()) {
                            Thread.yield();
                        }
                    });
            busy.await();
            serving.close();
            assertThat(master.read()).isNull();
        }
    }

    @Test
    void leavesASocketThatIsNotItsOwn() throws Exception {
        Serving serving = Serving.unix(folder, squares, LIMITS);
        try (RawMaster master = RawMaster.introduced(serving.address)) {
            Files.delete(folder.resolve("worker"));
            Files.writeString(folder.resolve("worker"), "another's");
            master.send(RawMaster.DATA, "\"stop\"");
            assertThat(serving.awaitExitCode()).isZero();
        }
        serving.close();
        assertThat(folder.resolve("worker")).hasContent("another's");
    }

    @Test
    void aPortIsFreeWhenTheStopIsAnswered() throws Exception {
        Serving serving = Serving.tcp(squares, LIMITS);
        try (RawMaster master = RawMaster.introduced(serving.address)) {
            master.request(RawMaster.STOP, 1, Serving.COOKIE);
            master.expect(RawMaster.STOPPED);
            assertThatThrownBy(() -> RawMaster.silent(serving.address).close())
                    .isInstanceOf(IOException.class);
        }
        serving.close();
    }

    @Test
    void aHandlerThatThrowsEndsTheWorker() throws Exception {
        try (Serving serving = Serving.unix(folder, squares, LIMITS);
                RawMaster first = RawMaster.introduced(serving.address);
                RawMaster second = RawMaster.introduced(serving.address)) {
            second.send(RawMaster.DATA, "\"here\"");
            second.expect(RawMaster.DATA);
            first.send(RawMaster.DATA, "\"fail\"");
            assertThat(first.expectBye()).isEqualTo("failed");
            assertThat(second.expectBye()).isEqualTo("failed");
            assertThat(serving.awaitExitCode()).isEqualTo(1);
            assertThat(squares.diary).contains("terminate").doesNotContain("stop");
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void tellsEachMasterWhatItSentLastBeforeItsGoodbye() throws Exception {
        try (Serving serving = Serving.unix(folder, squares, LIMITS);
                RawMaster master = RawMaster.introduced(serving.address)) {
            master.send(RawMaster.DATA, "\"leave\"");
            assertThat(master.expect(RawMaster.DATA).text()).isEqualTo("\"last\"");
            assertThat(master.expectBye()).isEqualTo("closed");
            master.send(RawMaster.DATA, "\"still read\"");
            master.send(RawMaster.BYE, "{\"reason\":\"closed\",\"text\":\"\"}");
            assertThat(master.read()).isNull();
            Await.until(
                    "the disconnect", () -> squares.diary.contains("disconnect master#1 CLOSED"));
            assertThat(squares.diary).contains("still read");
        }
    }

    @Test
    void answersWhatCameBeforeAGoodbyeEvenIfTheMasterSendsNoMore() throws Exception {
        try (Serving serving = Serving.unix(folder, squares, LIMITS);
                RawMaster master = RawMaster.introduced(serving.address)) {
            master.send(RawMaster.DATA, "{\"size\":500000,\"times\":20}");
            master.send(RawMaster.BYE, "{\"reason\":\"closed\",\"text\":\"\"}");
            master.shutdownOutput();
            for (int i = 0; i < 20; i++) {
                assertThat(master.expect(RawMaster.DATA).content()).hasSize(500_002);
            }
            assertThat(master.expectBye()).isEqualTo("closed");
            assertThat(master.read()).isNull();
        }
    }

    @Test
    void tellsHowItIs() throws Exception {
        try (Serving serving = Serving.unix(folder, squares, LIMITS);
                RawMaster master = RawMaster.introduced(serving.address)) {
            master.send(RawMaster.QUERY, "{\"id\":1}");
            Map<?, ?> open = master.expect(RawMaster.STATUS).json();
            assertThat(open.get("proof")).isNull();
            assertThat(((Map<?, ?>) open.get("status")).get("text")).isEqualTo("the public part");
            master.request(RawMaster.QUERY, 2, Serving.COOKIE);
            Map<?, ?> privileged = master.expect(RawMaster.STATUS).json();
            assertThat(privileged.get("proof"))
                    .isEqualTo(master.proof(Serving.COOKIE, "worker", "status", 2));
            Map<?, ?> status = (Map<?, ?>) privileged.get("status");
            assertThat(status.get("text")).isEqualTo("all of it");
            List<String> names = new ArrayList<>();
            for (Object counter : (List<?>) status.get("counters")) {
                names.add((String) ((Map<?, ?>) counter).get("name"));
            }
            assertThat(names)
                    .containsExactly(
                            "squares",
                            "wall_time",
                            "cpu_time",
                            "memory",
                            "connections",
                            "messages_in",
                            "messages_out",
                            "refusals");
        }
    }

    @Test
    void refusesWrongProofsASecondLaterAndTheFifthIsTheLast() throws Exception {
        try (Serving serving = Serving.unix(folder, squares, LIMITS);
                RawMaster master = RawMaster.introduced(serving.address)) {
            long start = System.nanoTime();
            for (int i = 1; i <= 5; i++) {
                master.request(i % 2 == 0 ? RawMaster.QUERY : RawMaster.STOP, i, "wrong one");
            }
            master.send(RawMaster.DATA, "3");
            for (int i = 1; i <= 5; i++) {
                Map<?, ?> refused = master.expect(RawMaster.REFUSED).json();
                assertThat(refused.get("id")).isEqualTo(i);
                assertThat(refused.get("reason")).isEqualTo("cookie");
                assertThat(System.nanoTime() - start).isGreaterThan(i * 1_000_000_000L);
            }
            assertThat(master.expect(RawMaster.BYE).json().get("reason")).isEqualTo("cookie");
            assertThat(squares.diary).doesNotContain("stop");
        }
    }

    @Test
    void whileARefusalWaitsNothingIsRead() throws Exception {
        try (Serving serving = Serving.unix(folder, squares, LIMITS);
                RawMaster master = RawMaster.introduced(serving.address)) {
            master.raw(
                    concat(
                            RawMaster.frame(RawMaster.STOP, "{\"id\":1}".getBytes("UTF-8")),
                            RawMaster.frame(RawMaster.DATA, (byte) '3')));
            assertThat(master.read().type()).isEqualTo(RawMaster.REFUSED);
            assertThat(master.expect(RawMaster.DATA).text()).isEqualTo("9");
        }
    }

    private static byte[] concat(byte[]... parts) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    @Test
    void withoutACookieEveryProofIsRefused() throws Exception {
        try (Serving serving = Serving.unix(folder, squares, LIMITS, "json", Optional.empty());
                RawMaster master = RawMaster.introduced(serving.address)) {
            master.request(RawMaster.QUERY, 1, Serving.COOKIE);
            assertThat(master.expect(RawMaster.REFUSED).json().get("reason")).isEqualTo("cookie");
        }
    }

    @Test
    void namesWhatIsWrongWithAConnection() throws Exception {
        try (Serving serving = Serving.unix(folder, squares, LIMITS)) {
            assertThat(byeTo(serving, master -> master.raw("GET / HT".getBytes("US-ASCII"))))
                    .isEqualTo("protocol");
            assertThat(byeTo(serving, master -> master.raw("G".getBytes("US-ASCII"))))
                    .isEqualTo("protocol");
            assertThat(byeTo(serving, master -> master.preface(2, 0))).isEqualTo("version");
            assertThat(
                            byeTo(
                                    serving,
                                    master -> {
                                        master.preface(1, 0);
                                        master.send(
                                                RawMaster.HELLO,
                                                "{\"role\":\"master\",\"codec\":\"bytes\"}");
                                    }))
                    .isEqualTo("codec");
            assertThat(byeToFrame(serving, new byte[] {0, 0, 0, 0})).isEqualTo("protocol");
            assertThat(byeToFrame(serving, new byte[] {1, 0, 0, 1})).isEqualTo("protocol");
            assertThat(byeToFrame(serving, new byte[] {-1, 0, 0, 0})).isEqualTo("protocol");
            assertThat(byeToFrame(serving, RawMaster.frame(11))).isEqualTo("protocol");
            assertThat(byeToFrame(serving, RawMaster.frame(0))).isEqualTo("protocol");
            assertThat(byeToFrame(serving, RawMaster.frame(RawMaster.PING, new byte[65])))
                    .isEqualTo("protocol");
            for (int type : new int[] {RawMaster.STATUS, RawMaster.STOPPED, RawMaster.REFUSED}) {
                assertThat(byeToFrame(serving, RawMaster.frame(type, (byte) '{', (byte) '}')))
                        .isEqualTo("protocol");
            }
            for (String content :
                    List.of("", "{", "[]", "{}", "{\"id\":0}", "{\"id\":1.5}", "{\"id\":\"1\"}")) {
                assertThat(
                                byeToFrame(
                                        serving,
                                        RawMaster.frame(
                                                RawMaster.QUERY, content.getBytes("UTF-8"))))
                        .as(content)
                        .isEqualTo("protocol");
            }
            for (String hello :
                    List.of(
                            "{}",
                            "{\"role\":\"worker\"}",
                            "{\"role\":\"master\",\"nonce\":\"12\"}",
                            "{\"role\":\"master\",\"maxFrameBytes\":1}")) {
                assertThat(
                                byeToFrame(
                                        serving,
                                        RawMaster.frame(RawMaster.HELLO, hello.getBytes("UTF-8"))))
                        .as(hello)
                        .isEqualTo("protocol");
            }
            assertThat(byeToFrame(serving, RawMaster.frame(RawMaster.DATA, (byte) '{')))
                    .isEqualTo("protocol");
            assertThat(squares.diary).doesNotContain("terminate");
        }
    }

    /** Something that a master says. */
    private interface Saying {
        void to(RawMaster master) throws Exception;
    }

    private static String byeTo(Serving serving, Saying saying) throws Exception {
        try (RawMaster master = RawMaster.silent(serving.address)) {
            saying.to(master);
            String reason = master.expectBye();
            assertThat(master.read()).isNull();
            return reason;
        }
    }

    private static String byeToFrame(Serving serving, byte[] bytes) throws Exception {
        try (RawMaster master = RawMaster.introduced(serving.address)) {
            master.raw(bytes);
            return master.expectBye();
        }
    }

    @Test
    void skipsWhatANewerMinorVersionAdds() throws Exception {
        try (Serving serving = Serving.unix(folder, squares, LIMITS);
                RawMaster master = RawMaster.silent(serving.address)) {
            master.preface(1, 7);
            master.send(RawMaster.HELLO, "{\"role\":\"master\",\"mood\":\"good\"}");
            master.send(99, "x".repeat(300_000));
            master.send(11, "");
            master.send(RawMaster.DATA, "5");
            master.readHello();
            assertThat(master.expect(RawMaster.DATA).text()).isEqualTo("25");
        }
    }

    @Test
    void answersPings() throws Exception {
        try (Serving serving = Serving.unix(folder, squares, LIMITS);
                RawMaster master = RawMaster.introduced(serving.address)) {
            master.send(RawMaster.PING, "still there?");
            assertThat(master.expect(RawMaster.PONG).text()).isEqualTo("still there?");
        }
    }

    @Test
    void sendsAwayWhoDoesNotIntroduceHimself() throws Exception {
        WireLimits hasty = LIMITS.withHandshakeTimeout(Duration.ofMillis(100));
        try (Serving serving = Serving.unix(folder, squares, hasty);
                RawMaster polite = RawMaster.introduced(serving.address);
                RawMaster master = RawMaster.silent(serving.address)) {
            master.preface(1, 0);
            assertThat(master.expectBye()).isEqualTo("timeout");
            polite.send(RawMaster.DATA, "2");
            assertThat(polite.expect(RawMaster.DATA).text()).isEqualTo("4");
        }
    }

    @Test
    void bearsNoMoreMastersThanItsLimit() throws Exception {
        try (Serving serving = Serving.unix(folder, squares, LIMITS.withMaxConnections(2));
                RawMaster first = RawMaster.introduced(serving.address)) {
            RawMaster second = RawMaster.introduced(serving.address);
            try (RawMaster third = RawMaster.silent(serving.address)) {
                assertThat(third.expectBye()).isEqualTo("full");
            }
            first.send(RawMaster.DATA, "2");
            assertThat(first.expect(RawMaster.DATA).text()).isEqualTo("4");
            second.close();
            Await.until(
                    "the second has gone",
                    () -> squares.diary.contains("disconnect master#2 LOST"));
            RawMaster.introduced(serving.address).close();
        }
    }

    @Test
    void readsNothingMoreFromAMasterThatDoesNotRead() throws Exception {
        WireLimits limits =
                LIMITS.withMaxUnreadBytes(100_000).withStallTimeout(Duration.ofMillis(500));
        try (Serving serving = Serving.unix(folder, squares, limits);
                RawMaster slow = RawMaster.introduced(serving.address);
                RawMaster other = RawMaster.introduced(serving.address)) {
            slow.send(RawMaster.DATA, "{\"size\":1000000,\"times\":3}");
            slow.send(RawMaster.DATA, "\"not read\"");
            other.send(RawMaster.DATA, "2");
            assertThat(other.expect(RawMaster.DATA).text()).isEqualTo("4");
            Await.until("slow", () -> squares.diary.contains("disconnect master#1 SLOW"));
            assertThat(squares.diary).doesNotContain("not read");
            for (int i = 0; i < 3; i++) {
                assertThat(slow.expect(RawMaster.DATA).content()).hasSize(1_000_002);
            }
            assertThat(slow.expectBye()).isEqualTo("slow");
        }
    }

    @Test
    void readsOnWhenAMasterHasRead() throws Exception {
        WireLimits limits = LIMITS.withMaxUnreadBytes(10_000);
        try (Serving serving = Serving.unix(folder, squares, limits);
                RawMaster master = RawMaster.introduced(serving.address)) {
            List<byte[]> orders = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                orders.add(
                        RawMaster.frame(
                                RawMaster.DATA, "{\"size\":100000,\"times\":1}".getBytes("UTF-8")));
            }
            master.raw(concat(orders.toArray(byte[][]::new)));
            for (int i = 0; i < 200; i++) {
                assertThat(master.expect(RawMaster.DATA).content()).hasSize(100_002);
            }
        }
    }

    @Test
    void asksASilentMasterWhetherItLives() throws Exception {
        WireLimits limits = LIMITS.withStallTimeout(Duration.ofMillis(200));
        try (Serving serving = Serving.tcp(squares, limits);
                RawMaster master = RawMaster.introduced(serving.address)) {
            for (int i = 0; i < 3; i++) {
                master.expect(RawMaster.PING);
                master.send(RawMaster.PONG, "");
            }
            master.expect(RawMaster.PING);
            assertThat(master.expectBye()).isEqualTo("timeout");
            Await.until("gone", () -> squares.diary.contains("disconnect master#1 TIMEOUT"));
        }
    }

    @Test
    void sendsToAllMasters() throws Exception {
        try (Serving serving = Serving.unix(folder, squares, LIMITS);
                RawMaster first = RawMaster.introduced(serving.address);
                RawMaster second = RawMaster.introduced(serving.address)) {
            second.send(RawMaster.DATA, "\"all\"");
            assertThat(first.expect(RawMaster.DATA).text()).isEqualTo("\"to all\"");
            assertThat(second.expect(RawMaster.DATA).text()).isEqualTo("\"to all\"");
        }
    }

    @Test
    void sendsFromAnyThreadInOrder() throws Exception {
        try (Serving serving = Serving.unix(folder, squares, LIMITS);
                RawMaster master = RawMaster.introduced(serving.address)) {
            master.send(RawMaster.DATA, "1");
            master.expect(RawMaster.DATA);
            Thread sender =
                    new Thread(
                            () -> {
                                for (int i = 0; i < 10_000; i++) {
                                    squares.context.peers().get(0).send(i);
                                }
                            });
            sender.start();
            for (int i = 0; i < 10_000; i++) {
                assertThat(master.expect(RawMaster.DATA).text()).isEqualTo("" + i);
            }
            sender.join();
        }
    }

    @Test
    void staysUpWhateverBytesCome() throws Exception {
        Random random = new Random(4);
        try (Serving serving = Serving.unix(folder, squares, LIMITS);
                RawMaster neighbour = RawMaster.introduced(serving.address)) {
            for (int i = 0; i < 300; i++) {
                byte[] noise = new byte[random.nextInt(200)];
                random.nextBytes(noise);
                try (RawMaster stranger = RawMaster.silent(serving.address)) {
                    if (random.nextBoolean()) {
                        stranger.preface(1, random.nextInt(3));
                        stranger.send(RawMaster.HELLO, "{\"role\":\"master\"}");
                        if (noise.length > 4 && random.nextBoolean()) {
                            noise[0] = noise[1] = noise[2] = 0;
                            noise[4] = (byte) random.nextInt(12);
                        }
                    }
                    for (byte each : noise) {
                        stranger.raw(each);
                    }
                } catch (IOException e) {
                    // The server has closed already.
                }
                neighbour.send(RawMaster.DATA, "7");
                assertThat(neighbour.expect(RawMaster.DATA).text()).isEqualTo("49");
            }
        }
    }
}
