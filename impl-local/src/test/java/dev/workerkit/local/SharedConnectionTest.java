package dev.workerkit.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.AdminCookie;
import dev.workerkit.Await;
import dev.workerkit.Channel;
import dev.workerkit.ChannelClosedException;
import dev.workerkit.Delivery;
import dev.workerkit.Disconnect;
import dev.workerkit.MessageTooLargeException;
import dev.workerkit.RuntimeClosedException;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.SendResult;
import dev.workerkit.SharedWorker;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.WireLimits;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.os.Child;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The channel of a connection, and its end, with a real worker. */
class SharedConnectionTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final AdminCookie COOKIE = AdminCookie.of("correct horse battery staple");

    @TempDir Path folder;

    private WorkerRuntime runtime;
    private WorkerAddress address;

    @BeforeEach
    void open() {
        runtime = WorkerRuntimes.open("local", RuntimeOptions.defaults());
        address = new WorkerAddress.Unix(folder.resolve("s"));
    }

    @AfterEach
    void close() throws IOException {
        runtime.close();
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            all.filter(this::isOurs)
                    .forEach(
                            worker -> {
                                worker.destroyForcibly();
                                Await.until(
                                        "the worker is gone",
                                        LIMIT,
                                        () -> !Child.alive((int) worker.pid()));
                            });
        }
    }

    /** By what it was started with: the folder is in no other's environment. */
    private boolean isOurs(ProcessHandle process) {
        try {
            Path environment = Path.of("/proc", String.valueOf(process.pid()), "environ");
            return new String(Files.readAllBytes(environment), StandardCharsets.ISO_8859_1)
                    .contains("TEST_FOLDER=" + folder);
        } catch (IOException e) {
            return false;
        }
    }

    private SharedWorkerSpec spec(boolean slowly) {
        SharedWorkerSpec spec = SharedWorkerSpec.of(Torrent.class, slowly);
        return SharedWorkerSpec.of(
                        spec.worker()
                                .orElseThrow()
                                .withEnvironment("TEST_FOLDER", folder.toString()))
                .withCookie(COOKIE)
                .withStartTimeout(LIMIT)
                .withLimits(
                        WireLimits.defaults()
                                .withMaxUnreadBytes(64 << 10)
                                .withMaxFrameBytes(1 << 20));
    }

    private SharedWorker connect() {
        return runtime.connect(address, spec(false));
    }

    @Test
    void whatNobodyReceivesWaitsAtTheWorker() {
        int messages = 20_000;
        SharedWorker worker = connect();
        worker.channel().send(messages);
        // The worker still hears another master, which would not be so if it waited for this one.
        try (SharedWorker other = connect()) {
            other.channel().send("hear me");
            assertThat(other.channel().receive(LIMIT)).isEqualTo("hear me");
        }
        for (int number = messages; number > 0; number--) {
            String message = worker.channel().receive(LIMIT, String.class);
            assertThat(message).startsWith(number + "x");
        }
        worker.close();
    }

    @Test
    void aStopIsAnsweredThoughNobodyReceives() throws Exception {
        SharedWorker worker = connect();
        worker.channel().send(20_000);

        worker.stop().get(LIMIT.toSeconds(), TimeUnit.SECONDS);

        assertThat(worker.channel().receive(LIMIT, String.class)).startsWith("20000x");
        assertThat(Child.alive((int) worker.pid().orElseThrow())).isFalse();
    }

    @Test
    void whoSendsTooMuchIsHeldBack() throws Exception {
        SharedWorker worker = connect();
        Channel channel = worker.channel();
        channel.send("sleep");
        String message = "y".repeat(100_000);

        int sent = 0;
        while (channel.send(message, Duration.ofMillis(500)) == SendResult.SENT) {
            sent++;
            assertThat(sent).isLessThan(1000);
        }

        assertThat(channel.offer(message)).isEqualTo(SendResult.FULL);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread waiting =
                new Thread(
                        () -> {
                            try {
                                channel.send(message);
                            } catch (ChannelClosedException e) {
                                thrown.set(Thread.currentThread().isInterrupted() ? e : null);
                            }
                        });
        waiting.start();
        Await.until("it waits", () -> waiting.getState() == Thread.State.TIMED_WAITING);
        waiting.interrupt();
        waiting.join();
        assertThat(thrown.get()).hasMessageContaining("interrupted");
        assertThat(channel.isClosed()).isFalse();

        CompletableFuture<SendResult> last =
                CompletableFuture.supplyAsync(() -> channel.send(message, LIMIT));
        ProcessHandle.of(worker.pid().orElseThrow()).orElseThrow().destroyForcibly();
        assertThat(last.get(60, TimeUnit.SECONDS)).isEqualTo(SendResult.CLOSED);
        assertThat(worker.disconnected().get(60, TimeUnit.SECONDS).reason())
                .isEqualTo(Disconnect.Reason.LOST);
    }

    @Test
    void whoWaitsForAMessageIsWokenByAnInterruptAndByTheEnd() throws Exception {
        SharedWorker worker = connect();
        CompletableFuture<String> end =
                CompletableFuture.supplyAsync(() -> thrownBy(worker.channel()));
        AtomicReference<String> interrupted = new AtomicReference<>();
        Thread waiting = new Thread(() -> interrupted.set(thrownBy(worker.channel())));
        waiting.start();
        Await.until("it waits", () -> waiting.getState() == Thread.State.TIMED_WAITING);
        waiting.interrupt();
        waiting.join();
        assertThat(interrupted.get()).contains("interrupted");

        worker.channel().send("once");
        assertThatThrownBy(() -> end.get(1, TimeUnit.MILLISECONDS)).isNotNull();
        ProcessHandle.of(worker.pid().orElseThrow()).orElseThrow().destroyForcibly();
        assertThat(end.get(60, TimeUnit.SECONDS)).contains("ended");
    }

    @Test
    void whoIsToldTheEndByTheChannelFindsTheReason() throws Exception {
        for (int i = 0; i < 5; i++) {
            SharedWorker worker = connect();
            worker.stop();

            String told = thrownBy(worker.channel());

            assertThat(worker.disconnected()).isCompleted();
            Disconnect end = worker.disconnected().join();
            assertThat(end.reason()).isEqualTo(Disconnect.Reason.STOPPING);
            assertThat(told).contains(end.toString());
            assertThatThrownBy(() -> worker.channel().send("late"))
                    .isInstanceOf(ChannelClosedException.class)
                    .hasMessageContaining(end.toString());
        }
    }

    /** Receives until there is an end. */
    private static String thrownBy(Channel channel) {
        try {
            while (true) {
                channel.receive();
            }
        } catch (ChannelClosedException e) {
            return e.getMessage();
        }
    }

    @Test
    void aMessageThatIsTakenIsAcknowledgedAndCanBeReadTwice() {
        try (SharedWorker worker = connect()) {
            worker.channel().send("again");
            Delivery delivery = worker.channel().take(LIMIT);
            assertThat(delivery.message()).isEqualTo("again");
            assertThat(delivery.message(String.class)).isEqualTo("again");
            assertThat(delivery.attempts()).isZero();
            delivery.acknowledge();
            assertThat(worker.channel().take(Duration.ZERO)).isNull();
            assertThat(worker.channel().poll()).isNull();
        }
    }

    @Test
    void whatIsLongerThanAFrameIsRefusedAndTheRestGoesOn() {
        try (SharedWorker worker = connect()) {
            assertThatThrownBy(() -> worker.channel().send("z".repeat(1 << 20)))
                    .isInstanceOf(MessageTooLargeException.class)
                    .hasMessageContaining("maxFrameBytes")
                    .hasMessageNotContaining("channel.maxMessageBytes");
            String longest = "z".repeat((1 << 20) - 3);
            worker.channel().send(longest);
            assertThat(worker.channel().receive(LIMIT)).isEqualTo(longest);
        }
    }

    @Test
    void whatWasSentBeforeACloseArrives() throws Exception {
        SharedWorker worker = connect();
        worker.channel().send(1000);
        worker.close();
        worker.close();
        assertThat(worker.channel().isClosed()).isTrue();
        assertThat(worker.channel().offer("late")).isEqualTo(SendResult.CLOSED);

        for (int number = 1000; number > 900; number--) {
            assertThat(worker.channel().receive(LIMIT, String.class)).startsWith(number + "x");
        }
        // The worker ends sending when it sees the goodbye; how far it came is its affair.
        assertThat(thrownBy(worker.channel())).contains("ended");
        assertThat(worker.disconnected().get(60, TimeUnit.SECONDS).reason())
                .isEqualTo(Disconnect.Reason.CLOSED);
    }

    @Test
    void theCloseOfARuntimeIsQuickWhateverItsConnectionsDo() throws Exception {
        SharedWorker flooded = connect();
        flooded.channel().send(100_000);
        SharedWorker busy = connect();
        CompletableFuture<?> query = busy.query();
        query.get(60, TimeUnit.SECONDS);
        WorkerAddress slow = new WorkerAddress.Unix(folder.resolve("slow"));
        CompletableFuture<SharedWorker> starting =
                CompletableFuture.supplyAsync(() -> runtime.connect(slow, spec(true)));
        Await.until("it starts", LIMIT, () -> Files.exists(folder.resolve("slow.lock")));
        busy.channel().send("sleep");
        CompletableFuture<?> unanswered = busy.query();

        long begin = System.nanoTime();
        runtime.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        for (SharedWorker each : new SharedWorker[] {flooded, busy}) {
            assertThat(each.disconnected().get(10, TimeUnit.SECONDS).reason())
                    .isEqualTo(Disconnect.Reason.CLOSED);
        }
        assertThatThrownBy(() -> unanswered.get(10, TimeUnit.SECONDS)).isNotNull();
        assertThatThrownBy(starting::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(RuntimeClosedException.class);
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.matches("workerkit-local-shared-\\d.*"));
        assertThat(busy.query()).isCompletedExceptionally();
    }
}
