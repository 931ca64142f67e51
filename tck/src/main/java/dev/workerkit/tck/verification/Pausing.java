package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.PAUSED;
import static dev.workerkit.WorkerState.RUNNING;
import static dev.workerkit.WorkerState.STARTING;
import static dev.workerkit.WorkerState.STOPPED;
import static dev.workerkit.WorkerState.STOPPING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Capability;
import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.Looper;
import dev.workerkit.tck.fixture.Slow;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a paused worker does, and what it may be told. */
class Pausing {

    /** In this time a worker that should be paused would take up work that waits. */
    private static final Duration TEMPTATION = Duration.ofMillis(100);

    @RegisterExtension final Stage stage = new Stage();

    @Test
    @Requirement("WRK-LIFE-007")
    void onlyARunningWorkerIsPausedAndOnlyAPausedOneResumed() {
        Stage.assumeCan(Capability.JAVA);
        Worker worker = stage.running(WorkerSpec.of(Looper.class, List.of(0)));

        assertThat(Stage.await("the pause", worker.pause()).state()).isEqualTo(PAUSED);
        assertThatThrownBy(worker::pause).isInstanceOf(IllegalLifecycleException.class);
        assertThat(Stage.await("the end of the pause", worker.resume()).state()).isEqualTo(RUNNING);
        assertThatThrownBy(worker::resume).isInstanceOf(IllegalLifecycleException.class);
        Stage.await("the second pause", worker.pause());
        Stage.await("the stop", worker.stop());

        assertThat(stage.history().path(worker, 1, STOPPED))
                .containsExactly(STARTING, RUNNING, PAUSED, RUNNING, PAUSED, STOPPING, STOPPED);
    }

    @Test
    @Requirement("WRK-LIFE-008")
    void aPausedEventedWorkerFinishesItsMessageAndTakesNoOther() {
        Stage.assumeCan(Capability.CHANNEL);
        Worker worker = stage.running(WorkerSpec.of(Slow.class));
        worker.channel().send(200);
        worker.channel().send(1);
        stage.awaitMark(worker, "begin 200");

        Stage.await("the pause", worker.pause());

        assertThat(stage.marks(worker)).containsExactly("begin 200", "end 200");
        Stage.session()
                .throughout(
                        "the next message waits",
                        TEMPTATION,
                        () -> stage.marks(worker, "begin"),
                        begun -> begun.size() == 1);
        Stage.await("the end of the pause", worker.resume());
        stage.awaitMark(worker, "end 1");
    }

    @Test
    @Requirement("WRK-LIFE-008")
    void aPausedLoopWorkerFinishesItsLoopAndBeginsNoOther() {
        WorkerSpec spec =
                WorkerSpec.of(Looper.class, List.of(20)).withLoopTime(Duration.ofMillis(1));
        Worker worker = stage.running(spec);
        awaitLoops(worker, 2);

        Stage.await("the pause", worker.pause());

        int begun = stage.marks(worker, "begin").size();
        assertThat(stage.marks(worker, "end")).as("ends of %d loops", begun).hasSize(begun);
        Stage.session()
                .throughout(
                        "the next loop waits",
                        TEMPTATION,
                        () -> stage.marks(worker, "begin").size(),
                        Integer.valueOf(begun)::equals);
        Stage.await("the end of the pause", worker.resume());
        awaitLoops(worker, begun + 1);
    }

    private void awaitLoops(Worker worker, int loops) {
        stage.awaitMarks(
                worker,
                "'begin' of loop " + loops,
                marks -> marks.stream().filter(mark -> mark.startsWith("begin")).count() >= loops);
    }
}
