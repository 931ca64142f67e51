package dev.workerkit.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Counter;
import dev.workerkit.UnsupportedException;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class ControlServerTest {

    @TempDir Path folder;

    private final ControlServer server = new ControlServer();
    private final RecordingListener heard = new RecordingListener();
    private Path socket;
    private ControlLink link;

    @BeforeEach
    void listen() {
        socket = folder.resolve("control.sock");
        link = server.listen(socket, heard);
    }

    @AfterEach
    void close() {
        server.close();
        assertThat(socket).doesNotExist();
    }

    @Test
    void hearsEverythingThatAWorkerMaySay() throws Exception {
        try (PlainSocket worker = new PlainSocket(socket)) {
            worker.say("{\"type\":\"hello\",\"protocol\":1,\"pid\":77,\"queries\":true}");
            worker.say("{\"type\":\"ready\"}");
            worker.say("{\"type\":\"status\",\"text\":\"zählt\"}");
            worker.say("{\"type\":\"progress\",\"units\":5000000000}");
            worker.say("{\"type\":\"progress\",\"units\":0,\"idle\":true}");
            worker.say("{\"type\":\"progress\",\"units\":1,\"idle\":false}");
            worker.say("{\"type\":\"recycle\",\"reason\":\"tired\"}");
            worker.say("{\"type\":\"paused\"}\r\n\r\n  ");
            worker.say("{\"type\":\"resumed\"}");
            heard.expect("hello 1 77 true");
            heard.expect("ready");
            heard.expect("status zählt");
            heard.expect("progress 5000000000");
            heard.expect("progress 0 idle");
            heard.expect("progress 1");
            heard.expect("recycle tired");
            heard.expect("paused");
            heard.expect("resumed");
        }
        heard.expect("closed: the worker closed it or died");
        assertThat(link.isConnected()).isFalse();
    }

    @Test
    void saysEverythingThatAMasterMaySay() throws Exception {
        try (PlainSocket worker = connectedWorker()) {
            worker.say("{\"type\":\"hello\",\"protocol\":1,\"pauses\":true}");
            heard.expect("hello 1 0 true");
            assertThat(link.pause()).isTrue();
            assertThat(link.resume()).isTrue();
            assertThat(link.stop(Duration.ofSeconds(15))).isTrue();
            link.query();
            link.command("count", Map.of("to", 3));

            worker.expect("{\"type\":\"pause\"}");
            worker.expect("{\"type\":\"resume\"}");
            worker.expect("{\"type\":\"stop\",\"graceMillis\":15000}");
            worker.expect("{\"type\":\"query\",\"id\":1}");
            worker.expect(
                    "{\"type\":\"command\",\"id\":2,\"name\":\"count\",\"argument\":{\"to\":3}}");
        }
    }

    @Test
    void aWorkerThatHasNotSaidThatItHeedsPausesIsToldOfNone() throws Exception {
        try (PlainSocket worker = connectedWorker()) {
            worker.say("{\"type\":\"hello\",\"protocol\":1}");
            heard.expect("hello 1 0 true");
            assertThat(link.pause()).isFalse();
        }
    }

    @Test
    void tellsTheLongestGraceThereIsAndServesTheOthersOn() throws Exception {
        try (PlainSocket worker = connectedWorker()) {
            link.stop(Duration.ofSeconds(Long.MAX_VALUE));
            link.resume();

            worker.expect("{\"type\":\"stop\",\"graceMillis\":" + Long.MAX_VALUE + "}");
            worker.expect("{\"type\":\"resume\"}");
        }
    }

    @Test
    void givesAnswersToTheirQuestions() throws Exception {
        try (PlainSocket worker = connectedWorker()) {
            CompletableFuture<WorkerStatus> full = link.query();
            CompletableFuture<WorkerStatus> text = link.query();
            CompletableFuture<Object> value = link.command("a", null);
            CompletableFuture<Object> nothing = link.command("b", List.of(1, "x"));
            CompletableFuture<Object> error = link.command("c", true);

            worker.say("{\"type\":\"answer\",\"id\":99,\"value\":\"nobody asked\"}");
            worker.say("{\"type\":\"answer\",\"id\":5,\"error\":\"no such command\"}");
            worker.say("{\"type\":\"answer\",\"id\":4}");
            worker.say("{\"type\":\"answer\",\"id\":3,\"value\":[1,{\"a\":null}]}");
            worker.say("{\"type\":\"answer\",\"id\":2,\"value\":\"fine\"}");
            worker.say(
                    "{\"type\":\"answer\",\"id\":1,\"value\":{\"text\":\"busy\",\"counters\":["
                            + "{\"name\":\"up\",\"value\":1.5,\"unit\":\"s\"},"
                            + "{\"name\":\"jobs\",\"value\":3,\"min\":0,\"max\":9}]}}");

            assertThat(get(full))
                    .isEqualTo(
                            new WorkerStatus(
                                    "busy",
                                    List.of(
                                            Counter.of("up", 1.5).withUnit("s"),
                                            Counter.of("jobs", 3).within(0, 9))));
            assertThat(get(text)).isEqualTo(WorkerStatus.of("fine"));
            assertThat(String.valueOf(get(value))).isEqualTo("[1, {a=null}]");
            assertThat(get(nothing)).isNull();
            assertThatThrownBy(() -> get(error))
                    .isExactlyInstanceOf(WorkerException.class)
                    .hasMessageContaining("no such command");
        }
    }

    @Test
    void refusesAnAnswerThatIsNoStatus() throws Exception {
        try (PlainSocket worker = connectedWorker()) {
            CompletableFuture<WorkerStatus> status = link.query();
            worker.say("{\"type\":\"answer\",\"id\":1,\"value\":{\"counters\":[{\"name\":1}]}}");

            assertThatThrownBy(() -> get(status)).isExactlyInstanceOf(WorkerException.class);
            worker.say("{\"type\":\"ready\"}");
            heard.expect("ready");
        }
    }

    @Test
    void ignoresWhatALaterVersionMaySay() throws Exception {
        try (PlainSocket worker = connectedWorker()) {
            worker.say("{\"type\":\"applause\",\"loud\":true}");
            worker.say("{\"mood\":\"good\",\"type\":\"ready\"}");

            heard.expect("ready");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense | not JSON",
                "{\"type\":\"ready\" | not JSON",
                "[\"ready\"] | not a JSON object",
                "{\"text\":\"ready\"} | without a type",
                "{\"type\":7} | without a type",
                "{\"type\":\"status\"} | lacks the text 'text'",
                "{\"type\":\"progress\",\"units\":-1} | lacks the whole number 'units'",
                "{\"type\":\"answer\"} | lacks the whole number 'id'"
            })
    void dropsAWorkerThatBreaksTheProtocol(String line, String reason) throws Exception {
        try (PlainSocket worker = connectedWorker()) {
            worker.say("{\"type\":\"ready\"}\n" + line + "\n{\"type\":\"paused\"}");

            heard.expect("ready");
            assertThat(heard.next()).startsWith("closed: it was dropped: ").contains(reason);
            assertThat(worker.hear()).isNull();
            heard.expectNothingMore();
            assertThat(link.pause()).isFalse();
        }
    }

    @Test
    void takesALineOf64KibAndNoLonger() throws Exception {
        String shell = "{\"type\":\"status\",\"text\":\"\"}";
        String longest = "x".repeat(64 * 1024 - shell.length());
        try (PlainSocket worker = connectedWorker()) {
            worker.say("{\"type\":\"status\",\"text\":\"" + longest + "\"}");
            heard.expect("status " + longest);

            worker.say("{\"type\":\"status\",\"text\":\"x" + longest + "\"}");
            assertThat(heard.next()).contains("a line over 65536 bytes");
        }
    }

    @Test
    void onlyThisUserMayConnectAndOnlyTheFirstDoes() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                .isEqualTo("rw-------");
        try (PlainSocket worker = connectedWorker()) {
            assertThat(socket).doesNotExist();
            assertThatThrownBy(() -> new PlainSocket(socket)).isInstanceOf(IOException.class);
            worker.say("{\"type\":\"ready\"}");
            heard.expect("ready");
        }
    }

    @Test
    void replacesASocketThatADeadMasterLeft() throws Exception {
        Path left = folder.resolve("left.sock");
        Files.createFile(left);
        RecordingListener other = new RecordingListener();
        server.listen(left, other);

        try (PlainSocket worker = new PlainSocket(left)) {
            worker.say("{\"type\":\"ready\"}");
            other.expect("ready");
        }
    }

    @Test
    void refusesAPathThatIsTooLong() {
        assertThatThrownBy(() -> server.listen(folder.resolve("x".repeat(200)), heard))
                .isInstanceOf(WorkerException.class)
                .hasMessageContaining("100 bytes");
    }

    @Test
    void aWorkerThatNeverConnectsCanNotBeTold() {
        assertThat(link.isConnected()).isFalse();
        assertThat(link.pause()).isFalse();
        assertThatThrownBy(() -> get(link.query())).isInstanceOf(UnsupportedException.class);
        assertThatThrownBy(() -> get(link.command("x", null)))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("'x'");
    }

    @Test
    void aWorkerThatSaysSoIsNotAsked() throws Exception {
        try (PlainSocket worker = connectedWorker()) {
            worker.say("{\"type\":\"hello\",\"protocol\":1,\"queries\":false}");
            heard.expect("hello 1 0 false");

            assertThatThrownBy(() -> get(link.query())).isInstanceOf(UnsupportedException.class);
        }
    }

    @Test
    void aStopAskedForBeforeTheWorkerConnectsIsToldThen() throws Exception {
        assertThat(link.stop(Duration.ofMillis(70))).isFalse();
        try (PlainSocket worker = new PlainSocket(socket)) {
            worker.expect("{\"type\":\"stop\",\"graceMillis\":70}");
        }
    }

    @Test
    void callsFailWhenTheWorkerDies() throws Exception {
        CompletableFuture<WorkerStatus> status;
        try (PlainSocket worker = connectedWorker()) {
            status = link.query();
            worker.expect("{\"type\":\"query\",\"id\":1}");
        }
        assertThatThrownBy(() -> get(status))
                .isExactlyInstanceOf(WorkerException.class)
                .hasMessageContaining("the worker closed it or died");
    }

    @Test
    void callsFailWhenTheMasterCloses() throws Exception {
        try (PlainSocket worker = connectedWorker()) {
            CompletableFuture<Object> value = link.command("x", null);
            link.close();
            assertThatThrownBy(() -> get(value)).isInstanceOf(WorkerException.class);
            assertThat(worker.hear()).startsWith("{\"type\":\"command\"");
            assertThat(worker.hear()).isNull();
        }
        heard.expectNothingMore();
    }

    @Test
    void aCallerMayGiveUp() throws Exception {
        try (PlainSocket worker = connectedWorker()) {
            List<CompletableFuture<WorkerStatus>> given = new ArrayList<>();
            for (int i = 0; i < PendingCalls.MOST + 10; i++) {
                CompletableFuture<WorkerStatus> status = link.query();
                status.cancel(false);
                given.add(status);
            }
            assertThat(given).allMatch(CompletableFuture::isCancelled);
            CompletableFuture<WorkerStatus> last = link.query();
            worker.say(
                    "{\"type\":\"answer\",\"value\":\"here\",\"id\":"
                            + (PendingCalls.MOST + 11)
                            + "}");
            assertThat(get(last)).isEqualTo(WorkerStatus.of("here"));
        }
    }

    @Test
    void anArgumentThatCanNotBeSentFailsTheCallAlone() throws Exception {
        try (PlainSocket worker = connectedWorker()) {
            assertThatThrownBy(() -> get(link.command("x", new Object())))
                    .isExactlyInstanceOf(WorkerException.class)
                    .hasMessageContaining("java.lang.Object");
            assertThatThrownBy(() -> get(link.command("x", "y".repeat(70_000))))
                    .isExactlyInstanceOf(WorkerException.class)
                    .hasMessageContaining("channel");
            link.resume();
            worker.expect("{\"type\":\"resume\"}");
        }
    }

    @Test
    void aWorkerThatDoesNotReadIsDroppedAndHoldsUpNobody() throws Exception {
        Path otherSocket = folder.resolve("other.sock");
        ControlLink other = server.listen(otherSocket, new RecordingListener());
        try (PlainSocket deaf = connectedWorker();
                PlainSocket worker = new PlainSocket(otherSocket)) {
            String argument = "y".repeat(60_000);
            while (link.isConnected()) {
                link.command("x", argument).cancel(false);
            }
            assertThat(heard.next()).contains("unread");

            awaitConnected(other);
            other.resume();
            worker.expect("{\"type\":\"resume\"}");
            assertThat(deaf.hear()).startsWith("{\"type\":\"command\"");
        }
    }

    @Test
    void aListenerThatFailsLosesItsWorkerAlone() throws Exception {
        Path otherSocket = folder.resolve("other.sock");
        ControlLink other =
                server.listen(
                        otherSocket,
                        new ControlListener() {
                            @Override
                            public void onReady() {
                                throw new IllegalStateException("thrown by a test");
                            }
                        });
        try (PlainSocket bad = new PlainSocket(otherSocket);
                PlainSocket good = connectedWorker()) {
            awaitConnected(other);
            bad.say("{\"type\":\"ready\"}");
            assertThat(bad.hear()).isNull();
            good.say("{\"type\":\"ready\"}");
            heard.expect("ready");
        }
    }

    @Test
    void closingTheServerEndsAllLinks() throws Exception {
        Path otherSocket = folder.resolve("other.sock");
        server.listen(otherSocket, heard);
        try (PlainSocket worker = connectedWorker()) {
            CompletableFuture<WorkerStatus> status = link.query();
            server.close();

            assertThat(status).isCompletedExceptionally();
            assertThat(link.isConnected()).isFalse();
            assertThat(otherSocket).doesNotExist();
            assertThatThrownBy(() -> server.listen(otherSocket, heard))
                    .isInstanceOf(WorkerException.class);
            assertThat(otherSocket).doesNotExist();
            link.close();
            assertThat(worker.hear()).isEqualTo("{\"type\":\"query\",\"id\":1}");
            assertThat(worker.hear()).isNull();
        }
    }

    private PlainSocket connectedWorker() throws IOException {
        PlainSocket worker = new PlainSocket(socket);
        awaitConnected(link);
        return worker;
    }

    private static void awaitConnected(ControlLink link) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!link.isConnected()) {
            assertThat(System.nanoTime()).as("connected in time").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static <T> T get(CompletableFuture<T> future)
            throws InterruptedException, TimeoutException {
        try {
            return future.get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(e);
        }
    }
}
