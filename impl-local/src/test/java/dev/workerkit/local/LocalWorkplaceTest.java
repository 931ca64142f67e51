package dev.workerkit.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.Readiness;
import dev.workerkit.RestartPolicy;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.StartLimit;
import dev.workerkit.Worker;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerExit;
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

    /** Told by a signal that it should end, it ends at once and badly. */
    public static final class Touchy implements RawWorker {
        @Override
        public void run(WorkerContext context) throws Exception {
            Process child = new ProcessBuilder("sleep", "60").start();
            Thread touched = new Thread(() -> Runtime.getRuntime().halt(99));
            Runtime.getRuntime().addShutdownHook(touched);
            context.channel().send("settled");
            context.awaitStop(Duration.ofMinutes(1));
            // The signal goes to the parent first, should it go there.
            child.waitFor(1, TimeUnit.MINUTES);
            Runtime.getRuntime().removeShutdownHook(touched);
        }
    }

    /** The handler of SIGTERM is hidden, so that the signal ends the JVM. */
    @Test
    void aConnectedJavaWorkerIsStoppedByTheMessageAlone() throws Exception {
        RuntimeOptions options =
                RuntimeOptions.defaults()
                        .withBootstrap(
                                BootstrapProfile.defaults()
                                        .withJvmOption("--limit-modules=java.base,java.logging"));
        try (WorkerRuntime runtime = WorkerRuntimes.open("local", options)) {
            Worker worker = runtime.start(WorkerSpec.of(Touchy.class));
            assertThat(worker.channel().receive(Duration.ofSeconds(30))).isEqualTo("settled");

            assertThat(worker.stop().get(30, TimeUnit.SECONDS).lastExit())
                    .contains(new WorkerExit.Code(0));
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
