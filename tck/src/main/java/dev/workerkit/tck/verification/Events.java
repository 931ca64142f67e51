package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.COMPLETED;
import static dev.workerkit.WorkerState.RUNNING;
import static dev.workerkit.WorkerState.STARTING;
import static dev.workerkit.WorkerState.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Readiness;
import dev.workerkit.RestartIntensity;
import dev.workerkit.RestartPolicy;
import dev.workerkit.Worker;
import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.tck.Requirement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What listeners are told, and that they hold up nobody. */
class Events {

    @RegisterExtension final Stage stage = new Stage();

    @Test
    @Requirement("WRK-LIFE-012")
    void eventsAreNumberedFromOneWithoutGapsOverAllWorkers() {
        List<Worker> workers =
                IntStream.range(0, 4)
                        .mapToObj(
                                number ->
                                        stage.start(
                                                Workers.exiting(1)
                                                        .withRestart(
                                                                RestartPolicy.byExitCode()
                                                                        .withIntensity(
                                                                                new RestartIntensity(
                                                                                        number,
                                                                                        Workers
                                                                                                .LONG)))))
                        .toList();
        for (int number = 0; number < workers.size(); number++) {
            stage.history().event(workers.get(number), number + 1, RUNNING);
        }

        List<WorkerEvent> events = stage.history().all();

        assertThat(events.get(0).sequence()).isEqualTo(1);
        LifecycleTable.assertGapless(events);
    }

    @Test
    @Requirement("WRK-LIFE-012")
    void eachListenerGetsTheSameEventsInOrder() {
        History second = History.of(stage.runtime());
        Worker worker = stage.start(Workers.exiting(0));

        assertThat(second.upTo(worker, 1, COMPLETED))
                .isEqualTo(stage.history().upTo(worker, 1, COMPLETED));
    }

    @Test
    @Requirement("WRK-LIFE-012")
    void aSlowListenerDelaysNobodyAndMissesNothing() {
        CountDownLatch gate = new CountDownLatch(1);
        List<WorkerEvent> slow = new CopyOnWriteArrayList<>();
        stage.runtime()
                .onEvent(
                        event -> {
                            Crowd.awaitUninterruptibly(gate);
                            slow.add(event);
                        });

        List<WorkerEvent> seenMeanwhile = List.of();
        try {
            Worker worker = startedMeanwhile();
            seenMeanwhile = stage.history().upTo(worker, 1, COMPLETED);
            Stage.ended(worker);
            assertThat(slow).isEmpty();
        } finally {
            gate.countDown();
        }
        Stage.session().await("the slow listener catches up", () -> slow, seenMeanwhile::equals);
    }

    @Test
    @Requirement("WRK-LIFE-012")
    void aListenerThatThrowsDelaysNobodyAndIsToldOn() {
        AtomicInteger thrown = new AtomicInteger();
        stage.runtime()
                .onEvent(
                        event -> {
                            thrown.incrementAndGet();
                            throw new Deliberate();
                        });

        Worker worker = stage.start(Workers.exiting(0));

        assertThat(stage.history().path(worker, 1, COMPLETED))
                .containsExactly(STARTING, RUNNING, COMPLETED);
        Stage.session().await("the throwing listener is told on", thrown::get, calls -> calls == 3);
    }

    /** Without a stack trace, for runtimes may log it. */
    private static final class Deliberate extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Deliberate() {
            super("thrown by a verification, on purpose", null, false, false);
        }
    }

    @Test
    @Requirement("WRK-LIFE-012")
    void aListenerMayGiveCommandsAndWaitForThem() {
        WorkerRuntime runtime = stage.runtime();
        CompletableFuture<WorkerSnapshot> end = new CompletableFuture<>();
        runtime.onEvent(
                event -> {
                    if (event.to() == RUNNING) {
                        Worker worker = runtime.worker(event.name()).orElseThrow();
                        end.complete(worker.stop().join());
                    }
                });

        stage.start(Workers.lasting());

        assertThat(Stage.await("the listener stops the worker", end).state()).isEqualTo(STOPPED);
    }

    @Test
    @Requirement("WRK-LIFE-012")
    void aListenerHearsNothingThatHappensAfterItsSubscriptionEnded() {
        List<WorkerEvent> heard = new CopyOnWriteArrayList<>();
        WorkerRuntime.Subscription subscription = stage.runtime().onEvent(heard::add);
        Worker first = stage.start(Workers.exiting(0));
        stage.history().event(first, 1, COMPLETED);
        subscription.close();

        Worker second = stage.start(Workers.exiting(0));
        stage.history().event(second, 1, COMPLETED);

        assertThat(heard).extracting(WorkerEvent::worker).doesNotContain(second.id());
    }

    @Test
    @Requirement("WRK-LIFE-012")
    void whoBlocksInTheCallbackOfAFutureDelaysNobody() {
        CountDownLatch gate = new CountDownLatch(1);
        Worker blocking =
                stage.start(
                        Workers.lasting().withReadiness(Readiness.after(Duration.ofMillis(300))));
        // By another thread, which is held up itself if the worker is ready already.
        Crowd.meanwhile(() -> blocking.ready().thenRun(() -> Crowd.awaitUninterruptibly(gate)));
        blocking.ended().thenRun(() -> Crowd.awaitUninterruptibly(gate));
        try {
            Stage.awaitState(blocking, RUNNING);
            blocking.kill();
            Worker other = startedMeanwhile();

            stage.history().event(blocking, 1, STOPPED);
            assertThat(Stage.ended(other).state()).isEqualTo(COMPLETED);
        } finally {
            gate.countDown();
        }
    }

    /** For a start that might be held up. */
    private Worker startedMeanwhile() {
        return Stage.await(
                "another worker is started",
                Crowd.meanwhile(() -> stage.start(Workers.exiting(0))));
    }
}
