package dev.workerkit.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Await;
import dev.workerkit.LogStream;
import dev.workerkit.Worker;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Remote workers from their start to their end, each behind a relay in a process of its own. */
@Timeout(60)
class RemoteWorkerTest {

    @Test
    void aJavaWorkerIsReadyAnswersAndStops() throws Exception {
        try (WorkerRuntime runtime = WorkerRuntimes.open("nearby")) {
            Worker worker = runtime.start(WorkerSpec.of(Talkative.class).withName("far"));
            assertThat(worker.ready().get(30, TimeUnit.SECONDS).state())
                    .isEqualTo(WorkerState.RUNNING);
            assertThat(worker.query().get(10, TimeUnit.SECONDS).text()).isEqualTo("well");
            assertThat(worker.command("twice", 21).get(10, TimeUnit.SECONDS))
                    .isEqualTo(List.of(21, 21));
            WorkerSnapshot stopped = worker.stop().get(10, TimeUnit.SECONDS);
            assertThat(stopped.lastExit()).contains(new WorkerExit.Code(0));
            assertThat(worker.log().tail(100))
                    .anyMatch(
                            line ->
                                    line.stream() == LogStream.OUT
                                            && line.text().equals("I was stopped"));
        }
    }

    @Test
    void aCommandsOutputAndExitCodeAreTold() throws Exception {
        try (WorkerRuntime runtime = WorkerRuntimes.open("nearby")) {
            Worker worker =
                    runtime.start(
                            WorkerSpec.shell("echo $GREETING; echo no >&2; exit 7")
                                    .withEnvironment("GREETING", "hello"));
            Await.until("it has ended", () -> worker.snapshot().lastExit().isPresent());
            assertThat(worker.snapshot().lastExit()).contains(new WorkerExit.Code(7));
            assertThat(worker.log().tail(100))
                    .anyMatch(line -> line.stream() == LogStream.OUT && line.text().equals("hello"))
                    .anyMatch(line -> line.stream() == LogStream.ERR && line.text().equals("no"));
        }
    }

    @Test
    void aCommandThatDoesNotExistIsToldAsAFailedStart() throws Exception {
        try (WorkerRuntime runtime = WorkerRuntimes.open("nearby")) {
            Worker worker = runtime.start(WorkerSpec.command("/no/such/program"));
            Await.until("it has ended", () -> worker.snapshot().lastExit().isPresent());
            assertThat(worker.snapshot().lastExit().get().toString())
                    .contains("StartFailure", "/no/such/program");
        }
    }

    @Test
    void aKillIsToldAsOne() throws Exception {
        try (WorkerRuntime runtime = WorkerRuntimes.open("nearby")) {
            Worker worker = runtime.start(WorkerSpec.of(Talkative.class));
            for (int i = 0; i < 5; i++) {
                worker.ready().get(30, TimeUnit.SECONDS);
                WorkerSnapshot killed = worker.kill().get(30, TimeUnit.SECONDS);
                assertThat(killed.lastExit()).contains(new WorkerExit.Signal(9));
                worker.start();
            }
        }
    }
}
