package dev.workerkit.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Counter;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Both ends of the protocol as they are, talking to each other. */
@Timeout(20)
class ControlClientTest {

    @TempDir Path folder;

    private final ControlServer server = new ControlServer();
    private final RecordingListener heard = new RecordingListener();
    private final Worker worker = new Worker();
    private Path socket;
    private ControlLink link;
    private ControlClient client;

    @BeforeEach
    void connect() throws InterruptedException {
        socket = folder.resolve("control.sock");
        link = server.listen(socket, heard);
        client = ControlClient.connect(socket, 42, worker);
        heard.expect("hello 1 42 true");
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void tellsTheMaster() throws Exception {
        client.status("starting \"now\"");
        client.ready();
        client.progress(7, false);
        client.progress(7, true);
        client.recycle("it has \"done\" 7");
        client.paused();
        client.resumed();
        heard.expect("status starting \"now\"");
        heard.expect("ready");
        heard.expect("progress 7");
        heard.expect("progress 7 idle");
        heard.expect("recycle it has \"done\" 7");
        heard.expect("paused");
        heard.expect("resumed");
    }

    @Test
    void hearsTheMaster() throws Exception {
        link.pause();
        link.resume();
        link.stop(Duration.ofSeconds(3));
        worker.expect("pause");
        worker.expect("resume");
        worker.expect("stop PT3S");
    }

    @Test
    void answers() throws Exception {
        assertThat(link.query().get(10, TimeUnit.SECONDS)).isEqualTo(Worker.STATUS);
        assertThat(link.command("echo", List.of(1, true, "x")).get(10, TimeUnit.SECONDS))
                .isEqualTo(List.of(1, true, "x"));
        assertThatThrownBy(() -> link.command("other", null).get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseExactlyInstanceOf(WorkerException.class)
                .hasMessageContaining("no command 'other'");
        assertThatThrownBy(() -> link.command("object", null).get(10, TimeUnit.SECONDS))
                .hasMessageContaining("can't be sent");
    }

    @Test
    void aStatusIsCutToFit() throws Exception {
        client.status("\u0001".repeat(100_000));
        assertThat(heard.next()).hasSizeBetween(1000, 10_000);
    }

    @Test
    void survivesAnInterruptedThreadThatTells() throws Exception {
        Thread.currentThread().interrupt();
        client.status("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        heard.expect("status interrupted");
        client.ready();
        heard.expect("ready");
    }

    @Test
    void neverWaitsForAMasterThatDoesNotRead() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Path slow = folder.resolve("slow.sock");
        RecordingListener after = new RecordingListener();
        server.listen(
                slow,
                new ControlListener() {
                    @Override
                    public void onReady() {
                        try {
                            release.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    }

                    @Override
                    public void onStatus(String text) {
                        after.onStatus(text);
                    }
                });
        ControlClient flooding = ControlClient.connect(slow, 1, new Worker());
        flooding.ready();
        String filler = "y".repeat(8000);
        for (int i = 0; i < 1000; i++) {
            flooding.status(filler);
        }
        flooding.status("last");
        release.countDown();
        String text = after.next();
        while (!text.equals("status last")) {
            text = after.next();
        }
    }

    @Test
    void noticesThatTheMasterIsGone() throws Exception {
        server.close();
        worker.expect("gone: it closed the connection or died");
    }

    @Test
    void noticesThatThereIsNoMaster() throws Exception {
        Worker lost = new Worker();
        ControlClient.connect(folder.resolve("none.sock"), 1, lost);
        assertThat(lost.next()).startsWith("gone: no connection to ");
    }

    @Test
    void flushWaitsUntilAllIsWritten() throws Exception {
        client.status("x");
        client.flush(Duration.ofSeconds(10));
        client.close();
        client.status("y");
        heard.expect("status x");
        server.close();
        heard.expectNothingMore();
    }

    private static final class Worker implements MasterListener {

        static final WorkerStatus STATUS =
                new WorkerStatus("fine", List.of(Counter.of("heap", 5).withUnit("B").within(0, 9)));

        private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();

        String next() throws InterruptedException {
            String event = heard.poll(10, TimeUnit.SECONDS);
            assertThat(event).as("heard within ten seconds").isNotNull();
            return event;
        }

        void expect(String next) throws InterruptedException {
            assertThat(next()).isEqualTo(next);
        }

        @Override
        public void onPause() {
            heard.add("pause");
        }

        @Override
        public void onResume() {
            heard.add("resume");
        }

        @Override
        public void onStop(Duration grace) {
            heard.add("stop " + grace);
        }

        @Override
        public void onQuery(ControlCall call) {
            call.answer(STATUS);
        }

        @Override
        public void onCommand(ControlCall call, String name, @Nullable Object argument) {
            switch (name) {
                case "echo" -> call.answer(argument);
                case "object" -> call.answer(new Object());
                default -> call.fail("no command '" + name + "'");
            }
        }

        @Override
        public void onMasterGone(String reason) {
            heard.add("gone: " + reason);
        }
    }
}
