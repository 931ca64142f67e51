package dev.workerkit.os;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.LogLine;
import dev.workerkit.LogPolicy;
import dev.workerkit.LogStream;
import dev.workerkit.WorkerId;
import dev.workerkit.log.LogFile;
import dev.workerkit.log.RuntimeLog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrainTest {

    @TempDir private Path directory = Path.of("");

    /** The thread that drains serves others too; and somebody else has the pipe still open. */
    @Test
    void whatIsInThePipeAtTheEndIsNotLostIfItsThreadIsBehind() {
        Poller poller = new Poller("drain-test");
        CountDownLatch goOn = new CountDownLatch(1);
        int event = LibC.eventfd(1, LibC.O_CLOEXEC | LibC.O_NONBLOCK);
        CountDownLatch held = new CountDownLatch(1);
        NativeProcess process = spawn("seq 2000; sleep 1000 & exit 0");
        Poller.Watch holding =
                poller.watch(
                        event,
                        readable -> {
                            held.countDown();
                            awaitUninterruptibly(goOn);
                        });
        try (LogFile log = log()) {
            awaitUninterruptibly(held);
            Drain drain = Drain.begin(process.stdout(), poller, log.input(1, LogStream.OUT));
            process.exit().join();

            drain.close();

            assertThat(drain.ended()).isCompleted();
            assertThat(log.tail(3000)).extracting(LogLine::text).hasSize(2000).endsWith("2000");
        } finally {
            goOn.countDown();
            holding.close();
            process.signalGroup(Signal.SIGKILL);
            process.exit().join();
            process.reap();
            process.stderr().close();
            LibC.close(event);
        }
    }

    private LogFile log() {
        return new RuntimeLog()
                .open(
                        directory.resolve("log"),
                        new WorkerId("drained"),
                        "drained",
                        LogPolicy.defaults());
    }

    private static NativeProcess spawn(String line) {
        return NativeProcess.spawn(
                new SpawnRequest(
                        Path.of("/bin/sh"),
                        List.of("sh", "-c", line),
                        Map.of("PATH", System.getenv("PATH")),
                        Optional.empty()));
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
