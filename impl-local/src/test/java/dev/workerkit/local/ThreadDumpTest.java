package dev.workerkit.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.LogLine;
import dev.workerkit.RestartPolicy;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.Watchdog;
import dev.workerkit.Worker;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.WorkerSpec;
import dev.workerkit.worker.LoopWorker;
import dev.workerkit.worker.WorkerContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ThreadDumpTest {

    /** Hangs in a method by which it is found. */
    static final class Hanging implements LoopWorker {
        @Override
        public void loop(WorkerContext context) {
            hangHere();
        }

        private static void hangHere() {
            while (true) {
                LockSupport.park();
            }
        }
    }

    @Test
    void aWorkerThatTheWatchdogKillsLeavesWhatItHungIn() {
        assertThat(logOfOneThatHangs(BootstrapProfile.defaults()))
                .anyMatch(line -> line.contains("hangHere"))
                .anyMatch(line -> line.startsWith("JNI global ref"));
    }

    @Test
    void oneThatLeavesTheSignalAloneIsNotEndedByIt() {
        assertThat(logOfOneThatHangs(BootstrapProfile.defaults().withJvmOption("-Xrs")))
                .noneMatch(line -> line.contains("hangHere"));
    }

    private static List<String> logOfOneThatHangs(BootstrapProfile profile) {
        RuntimeOptions options = RuntimeOptions.defaults().withBootstrap(profile);
        try (WorkerRuntime runtime = WorkerRuntimes.open("local", options)) {
            Worker worker =
                    runtime.start(
                            WorkerSpec.of(Hanging.class)
                                    .withWatchdog(Watchdog.after(Duration.ofMillis(300)))
                                    .withRestart(RestartPolicy.never()));
            assertThat(worker.ended().join().lastExit().orElseThrow())
                    .isInstanceOf(WorkerExit.Watchdog.class);
            return worker.log().tail(1000).stream().map(LogLine::text).toList();
        }
    }
}
