package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.COMPLETED;
import static dev.workerkit.WorkerState.FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Capability;
import dev.workerkit.RestartPolicy;
import dev.workerkit.Worker;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.EventedEnding;
import dev.workerkit.tck.fixture.LoopEnding;
import dev.workerkit.tck.fixture.Looper;
import dev.workerkit.tck.fixture.RawEnding;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** With which code Java workers exit. */
class JavaExits {

    @RegisterExtension final Stage stage = new Stage();

    @Test
    @Requirement("WRK-EXIT-011")
    void aRawWorkerExitsByHowItsMethodEnds() {
        Worker returning = startOnce(WorkerSpec.of(RawEnding.class, "RETURN"));
        Worker throwing = startOnce(WorkerSpec.of(RawEnding.class, "THROW"));
        Worker exiting = startOnce(WorkerSpec.of(RawEnding.class, "EXIT_7"));

        assertExits(returning, 0);
        assertExits(throwing, 1);
        assertExits(exiting, 7);
    }

    @Test
    @Requirement("WRK-EXIT-011")
    void anEventedWorkerExitsByHowItsMethodEndsOrItsMessagesDo() {
        Stage.assumeCan(Capability.CHANNEL);
        Worker drained = startOnce(WorkerSpec.of(EventedEnding.class));
        Worker throwing = startOnce(WorkerSpec.of(EventedEnding.class));
        Worker exiting = startOnce(WorkerSpec.of(EventedEnding.class));

        drained.channel().send("RETURN");
        drained.channel().close();
        throwing.channel().send("THROW");
        exiting.channel().send("EXIT_7");

        assertExits(drained, 0);
        assertExits(throwing, 1);
        assertExits(exiting, 7);
        assertThat(stage.marks(throwing)).as("terminate of a worker that threw").hasSize(1);
    }

    @Test
    @Requirement("WRK-EXIT-011")
    void aLoopWorkerExitsByHowItsLoopEnds() {
        Worker throwing = startOnce(WorkerSpec.of(LoopEnding.class, "THROW"));
        Worker exiting = startOnce(WorkerSpec.of(LoopEnding.class, "EXIT_7"));

        assertExits(throwing, 1);
        assertExits(exiting, 7);
        assertThat(stage.marks(throwing)).as("spinDown of a worker that threw").hasSize(1);
    }

    @Test
    @Requirement("WRK-EXIT-011")
    void aStoppedWorkerExitsWithZero() {
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            workers.add(
                    stage.running(
                            WorkerSpec.of(Looper.class, List.of(0)).withLoopTime(Workers.LONG)));
            if (Stage.can(Capability.CHANNEL)) {
                workers.add(stage.running(WorkerSpec.of(EventedEnding.class)));
            }
        }

        // All at once, so that they get in each other's way.
        workers.forEach(Worker::stop);

        for (Worker worker : workers) {
            assertThat(Stage.await("the stop", worker.stop()).lastExit())
                    .contains(new WorkerExit.Code(0));
        }
    }

    @Test
    @Requirement("WRK-EXIT-013")
    void runningOutOfMemoryIsToldFromAnExitCode() {
        Worker full = startOnce(WorkerSpec.of(RawEnding.class, "FILL_HEAP"));
        Worker throwing = startOnce(WorkerSpec.of(RawEnding.class, "THROW_OUT_OF_MEMORY"));
        Worker exiting = startOnce(WorkerSpec.of(RawEnding.class, "EXIT_3"));
        Worker halting = startOnce(WorkerSpec.of(RawEnding.class, "HALT_3"));

        assertExits(exiting, 3);
        assertExits(halting, 3);
        for (Worker worker : List.of(full, throwing)) {
            assertThat(Stage.ended(worker).lastExit()).contains(new WorkerExit.OutOfMemory());
            assertThat(worker.state()).isEqualTo(FAILED);
        }
    }

    private Worker startOnce(WorkerSpec spec) {
        return stage.start(spec.withRestart(RestartPolicy.never()));
    }

    private static void assertExits(Worker worker, int code) {
        WorkerSnapshot end = Stage.ended(worker);
        assertThat(end.lastExit()).contains(new WorkerExit.Code(code));
        assertThat(end.state()).isEqualTo(code == 0 ? COMPLETED : FAILED);
    }
}
