package dev.workerkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.LogLine;
import dev.workerkit.LogStream;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.engine.Goals.Goal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class GoalsTest {

    private final Goals goals = new Goals(incarnation -> List.of(word(incarnation)));
    private final Simulation simulation = new Simulation(WorkerSpec.command("true"));
    private final WorkerSnapshot unstarted = simulation.worker.snapshot();

    @Test
    void whoAsksOverAndOverIsGivenNothingThatWouldHaveToBeKept() {
        CompletableFuture<WorkerSnapshot> first = goals.await(Goal.READY, unstarted);
        int dependents = first.getNumberOfDependents();
        for (int i = 0; i < 10_000; i++) {
            CompletableFuture<WorkerSnapshot> again = goals.await(Goal.READY, unstarted);
            assertThatThrownBy(() -> again.get(0, TimeUnit.NANOSECONDS))
                    .isInstanceOf(TimeoutException.class);
            assertThat(again).isSameAs(first);
        }
        assertThat(first.getNumberOfDependents()).isEqualTo(dependents);
    }

    @Test
    void theLastWordsAreThoseOfTheStartThatFailedHoweverLateThatIsTold() {
        List<Runnable> later = new ArrayList<>();
        CompletableFuture<WorkerSnapshot> ready = goals.await(Goal.READY, unstarted);
        simulation.command(Trigger.START);
        simulation.place.end(new WorkerExit.Code(2));
        simulation.settle();
        goals.reached(simulation.worker.snapshot(), later::add);
        simulation.command(Trigger.START);

        later.forEach(Runnable::run);

        assertThatThrownBy(ready::join).hasMessageContaining("last words of 1");
    }

    private static LogLine word(int incarnation) {
        return new LogLine(
                Instant.EPOCH,
                new WorkerId("w-1"),
                "w",
                incarnation,
                LogStream.ERR,
                "last words of " + incarnation);
    }

    @Test
    void whoGivesUpWaitingDoesNotEndItForOthers() {
        CompletableFuture<WorkerSnapshot> one = goals.await(Goal.READY, unstarted);
        one.cancel(true);
        one.complete(unstarted);
        one.completeExceptionally(new IllegalStateException());
        assertThat(one.completeOnTimeout(unstarted, 0, TimeUnit.NANOSECONDS).join())
                .isSameAs(unstarted);

        CompletableFuture<WorkerSnapshot> other = goals.await(Goal.READY, unstarted);
        assertThat(other).isNotDone();

        simulation.command(Trigger.START);
        simulation.place.spawned();
        simulation.settle();
        goals.reached(simulation.worker.snapshot(), Runnable::run);

        assertThat(other).isCompletedWithValue(simulation.worker.snapshot());
        assertThat(one).isCompletedWithValue(simulation.worker.snapshot());
    }
}
