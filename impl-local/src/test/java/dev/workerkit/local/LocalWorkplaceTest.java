package dev.workerkit.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Readiness;
import dev.workerkit.RestartPolicy;
import dev.workerkit.StartLimit;
import dev.workerkit.Worker;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import dev.workerkit.worker.RawWorker;
import dev.workerkit.worker.WorkerContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LocalWorkplaceTest {

    @TempDir Path folder;

    /** Completes at once. */
    public static final class Brief implements RawWorker {
        @Override
        public void run(WorkerContext context) {}
    }

    @Test
    void theChannelOfOneThatCouldNotBeSpawnedIsRefusedAndNotWaitedFor() throws Exception {
        Path directory = Files.createDirectory(folder.resolve("place"));
        try (WorkerRuntime runtime = WorkerRuntimes.open("local")) {
            Worker worker =
                    runtime.start(
                            WorkerSpec.of(Brief.class)
                                    .withWorkingDirectory(directory)
                                    .withRestart(
                                            RestartPolicy.byExitCode()
                                                    .withStartLimit(
                                                            new StartLimit(0, Duration.ZERO))));
            worker.ended().get(30, TimeUnit.SECONDS);
            Files.delete(directory);
            worker.start();
            worker.ended().get(30, TimeUnit.SECONDS);
            assertThat(worker.state()).isEqualTo(WorkerState.FAILED);

            assertThatThrownBy(worker::channel)
                    .isInstanceOf(WorkerException.class)
                    .hasMessageContaining("ended before it had a channel");
        }
    }

    @Test
    void oneThatDoesNotBecomeReadySaysWhatItSaidLast() {
        try (WorkerRuntime runtime = WorkerRuntimes.open("local")) {
            Worker worker =
                    runtime.start(
                            WorkerSpec.shell("echo 'no table jobs' >&2; exit 2")
                                    .withReadiness(Readiness.told(Duration.ofMinutes(1))));

            assertThatThrownBy(() -> worker.ready().get(30, TimeUnit.SECONDS))
                    .hasMessageContaining("after exit code 2; the last lines of its log:")
                    .hasMessageEndingWith("\n    no table jobs");
        }
    }

    @Test
    void aMasterThatIsInterruptedLeavesNothingBehind() {
        WorkerRuntime runtime = WorkerRuntimes.open("local");
        Path log = runtime.start(WorkerSpec.command("sleep", "60")).log().file();
        Thread.currentThread().interrupt();

        runtime.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(log.getParent()).doesNotExist();
    }
}
