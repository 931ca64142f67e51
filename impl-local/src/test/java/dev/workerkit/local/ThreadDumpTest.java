package dev.workerkit.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Await;
import dev.workerkit.BootstrapProfile;
import dev.workerkit.LogFilter;
import dev.workerkit.LogLine;
import dev.workerkit.LogPolicy;
import dev.workerkit.LogStream;
import dev.workerkit.RestartPolicy;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.Watchdog;
import dev.workerkit.Worker;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.WorkerSpec;
import dev.workerkit.launch.ThreadDump;
import dev.workerkit.log.LogFile;
import dev.workerkit.log.LogInput;
import dev.workerkit.log.RuntimeLog;
import dev.workerkit.os.Drain;
import dev.workerkit.os.NativeProcess;
import dev.workerkit.os.Poller;
import dev.workerkit.os.Signal;
import dev.workerkit.os.SpawnRequest;
import dev.workerkit.worker.LoopWorker;
import dev.workerkit.worker.WorkerContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ThreadDumpTest {

    @TempDir private Path directory;

    /** Hangs in a method by which it is found. */
    static final class Hanging implements LoopWorker {
        @Override
        public void loop(WorkerContext context) {
            System.out.println("about to hang");
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
    void eachIncarnationLeavesItsOwnAndItsLastLinesAreWhatItSaidItself() {
        try (WorkerRuntime runtime = WorkerRuntimes.open("local")) {
            Worker worker = runtime.start(hanging().withRestart(RestartPolicy.always()));

            Await.until("it has died three times", () -> worker.deaths().size() >= 3);

            for (int incarnation = 1; incarnation <= 3; incarnation++) {
                assertThat(worker.log().tail(1000, LogFilter.all().withIncarnation(incarnation)))
                        .as("log of incarnation %d", incarnation)
                        .extracting(LogLine::text)
                        .anyMatch(line -> line.contains("hangHere"));
            }
            assertThat(worker.deaths().subList(0, 3))
                    .allSatisfy(
                            death ->
                                    assertThat(death.lastLines())
                                            .extracting(LogLine::text)
                                            .endsWith("about to hang"));
        }
    }

    @Test
    void oneThatLeavesTheSignalAloneIsNotEndedByIt() {
        assertThat(logOfOneThatHangs(BootstrapProfile.defaults().withJvmOption("-Xrs")))
                .noneMatch(line -> line.contains("hangHere"));
    }

    @Test
    void theDumpOfTheIncarnationBeforeIsNotTakenForThisOnes() throws Exception {
        try (LogFile log =
                new RuntimeLog()
                        .open(
                                directory.resolve("log"),
                                new WorkerId("hangs-again"),
                                "hangs",
                                LogPolicy.defaults())) {
            try (LogInput before = log.input(1, LogStream.OUT)) {
                byte[] dump = "JNI global refs: 1\n".getBytes(StandardCharsets.US_ASCII);
                before.accept(dump, dump.length);
            }
            String line =
                    "trap 'echo dump; echo JNI global refs: 2' QUIT; echo set;"
                            + " while :; do sleep 0.01; done";
            NativeProcess process =
                    NativeProcess.spawn(
                            new SpawnRequest(
                                    Path.of("/bin/sh"),
                                    List.of("sh", "-c", line),
                                    Map.of("PATH", System.getenv("PATH")),
                                    Optional.empty()));
            Poller poller = Poller.ofOutput(process.pid());
            Drain output = Drain.begin(process.stdout(), poller, log.input(2, LogStream.OUT));
            try {
                Await.until("it can be asked", () -> log.tail(1).get(0).text().equals("set"));

                ThreadDump.write(
                        2,
                        process.pid(),
                        () -> process.signal(Signal.SIGQUIT),
                        process.exit()::isDone,
                        log);

                assertThat(log.tail(2)).extracting(it -> it.text()).contains("dump");
            } finally {
                process.signalGroup(Signal.SIGKILL);
                process.exit().join();
                process.reap();
                process.stderr().close();
                output.close();
            }
        }
    }

    private static WorkerSpec hanging() {
        return WorkerSpec.of(Hanging.class).withWatchdog(Watchdog.after(Duration.ofMillis(300)));
    }

    private static List<String> logOfOneThatHangs(BootstrapProfile profile) {
        RuntimeOptions options = RuntimeOptions.defaults().withBootstrap(profile);
        try (WorkerRuntime runtime = WorkerRuntimes.open("local", options)) {
            Worker worker = runtime.start(hanging().withRestart(RestartPolicy.never()));
            assertThat(worker.ended().join().lastExit().orElseThrow())
                    .isInstanceOf(WorkerExit.Watchdog.class);
            return worker.log().tail(1000).stream().map(LogLine::text).toList();
        }
    }
}
