package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.PAUSED;
import static dev.workerkit.WorkerState.RUNNING;
import static dev.workerkit.WorkerState.STARTING;
import static dev.workerkit.WorkerState.STOPPING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Backoff;
import dev.workerkit.Capability;
import dev.workerkit.Readiness;
import dev.workerkit.Recycle;
import dev.workerkit.RestartIntensity;
import dev.workerkit.RestartPolicy;
import dev.workerkit.StartLimit;
import dev.workerkit.Worker;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.Diligent;
import dev.workerkit.tck.fixture.Looper;
import dev.workerkit.tck.fixture.Slow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When a healthy worker is replaced. */
class Recycling {

    private static final Recycle EXACTLY = Recycle.never().withVariance(0);

    @RegisterExtension final Stage stage = new Stage();

    @Test
    @Requirement("WRK-RECYCLE-001")
    void eachIncarnationDealsWithExactlySoManyMessages() {
        Worker worker =
                stage.start(WorkerSpec.of(Diligent.class).withRecycle(EXACTLY.afterUnits(3)));
        IntStream.rangeClosed(1, 7).forEach(worker.channel()::send);
        assertThat(stage.awaitMarks(worker, "of 7 messages", marks -> marks.size() >= 7))
                .containsExactly("1 1", "1 2", "1 3", "2 4", "2 5", "2 6", "3 7");
        assertThat(stage.history().path(worker, 3, RUNNING))
                .containsExactly(
                        STARTING, RUNNING, STOPPING, STARTING, RUNNING, STOPPING, STARTING,
                        RUNNING);
    }

    @Test
    @Requirement("WRK-RECYCLE-001")
    void eachIncarnationLoopsExactlySoOften() {
        Worker worker =
                stage.start(
                        WorkerSpec.of(Looper.class, List.of(1))
                                .withLoopTime(Duration.ofMillis(1))
                                .withRecycle(EXACTLY.afterUnits(4)));
        stage.history().event(worker, 3, STARTING);
        List<String> life =
                List.of(
                        "spinUp",
                        "begin",
                        "end",
                        "begin",
                        "end",
                        "begin",
                        "end",
                        "begin",
                        "end",
                        "spinDown");
        assertThat(stage.marks(worker).stream().map(mark -> mark.split(" ")[0]).limit(20))
                .containsExactlyElementsOf(Stream.of(life, life).flatMap(List::stream).toList());
    }

    @Test
    @Requirement("WRK-RECYCLE-002")
    void aWorkerIsReplacedWhenItHasRunForItsTimeAndNotBefore() {
        Duration age = Duration.ofMillis(200);
        Worker worker = stage.start(Workers.lasting().withRecycle(EXACTLY.afterAge(age)));
        assertThat(stage.history().path(worker, 2, RUNNING))
                .containsExactly(STARTING, RUNNING, STOPPING, STARTING, RUNNING);
        Stage.session().notBefore("the recycling by age", age, ranFor(worker, 1));
    }

    @Test
    @Requirement("WRK-RECYCLE-002")
    void whatIsInHandWhenTheTimeIsUpIsFinished() {
        Stage.assumeCan(Capability.CHANNEL);
        Worker worker =
                stage.start(
                        WorkerSpec.of(Slow.class)
                                .withRecycle(EXACTLY.afterAge(Duration.ofMillis(300))));
        worker.channel().send(600);
        worker.channel().send(1);
        // Its time may be up before there was anything in hand.
        assertThat(
                        stage
                                .awaitMarks(worker, "'end 1'", marks -> marks.contains("end 1"))
                                .stream()
                                .dropWhile("terminate"::equals))
                .containsExactly("begin 600", "end 600", "terminate", "begin 1", "end 1");
    }

    @Test
    @Requirement("WRK-RECYCLE-003")
    void aWorkerIsReplacedWhenItsProcessesHoldTooMuchMemory() {
        String holding =
                "away=$(command -v setsid)\n( $away sh -c 'dd if=/dev/zero bs=%d count=1 2>/dev/null | sleep 1000000' & )\n";
        Worker heavy = stage.start(holding(holding.formatted(80_000_000), 60_000_000));
        Worker light = stage.start(holding(holding.formatted(10_000_000), 60_000_000));
        stage.history().event(heavy, 3, RUNNING);
        assertThat(light.snapshot().incarnation()).isEqualTo(1);
        assertThat(light.state()).isEqualTo(RUNNING);
    }

    private static WorkerSpec holding(String script, long limit) {
        return WorkerSpec.shell(Scripts.withMarks(script) + Scripts.lasting())
                .withRecycle(EXACTLY.aboveResidentBytes(limit));
    }

    @Test
    @Requirement("WRK-RECYCLE-004")
    void aWorkerIsReplacedWhenAFileChangesAppearsOrVanishes() throws IOException {
        Path folder = stage.folder();
        Path changing = Files.writeString(folder.resolve("changing"), "old");
        Path vanishing = Files.writeString(folder.resolve("vanishing"), "old");
        Files.writeString(folder.resolve("staying"), "old");
        Worker first = watching(changing);
        Worker second = watching(Path.of("staying"), Path.of("appearing"));
        Worker third = watching(vanishing);
        Worker fourth = watching(Path.of("staying"), Path.of("missing"));
        Files.writeString(changing, "new");
        Files.writeString(folder.resolve("appearing"), "new");
        Files.delete(vanishing);
        for (Worker worker : List.of(first, second, third)) {
            assertThat(stage.history().path(worker, 2, RUNNING))
                    .containsExactly(STARTING, RUNNING, STOPPING, STARTING, RUNNING);
        }
        assertThat(fourth.snapshot().incarnation()).isEqualTo(1);
        assertThat(fourth.state()).isEqualTo(RUNNING);
    }

    private Worker watching(Path... files) {
        return stage.running(
                Workers.lasting()
                        .withWorkingDirectory(stage.folder())
                        .withRecycle(Recycle.never().whenChanged(files)));
    }

    @Test
    @Requirement("WRK-RECYCLE-005")
    void recyclingIsNoFailureHoweverOftenAndDoesNotWait() {
        RestartPolicy strict =
                RestartPolicy.never()
                        .withIntensity(new RestartIntensity(0, Workers.LONG))
                        .withStartLimit(new StartLimit(0, Workers.LONG))
                        .withDelay(Backoff.constant(Workers.LONG));
        Worker worker =
                stage.start(
                        Workers.lasting()
                                .withRestart(strict)
                                .withRecycle(EXACTLY.afterAge(Duration.ofMillis(20))));
        assertThat(stage.history().path(worker, 8, RUNNING))
                .containsOnly(STARTING, RUNNING, STOPPING);
    }

    @Test
    @Requirement("WRK-RECYCLE-006")
    void aPausedWorkerIsRecycledOnlyWhenItIsResumed() {
        // Long enough to be paused before it is over.
        Duration age = Stage.session().patience(Duration.ofMillis(500));
        Worker worker = stage.running(PausedWorkers.pausable().withRecycle(EXACTLY.afterAge(age)));
        Stage.await("the pause", worker.pause());
        Stage.session()
                .throughout(
                        "it stays paused",
                        age.plusMillis(200),
                        worker::state,
                        state -> state == PAUSED);
        worker.resume();
        assertThat(stage.history().path(worker, 2, RUNNING))
                .containsExactly(STARTING, RUNNING, PAUSED, RUNNING, STOPPING, STARTING, RUNNING);
    }

    @Test
    @Requirement("WRK-RECYCLE-007")
    void theTimesOfIncarnationsDifferWithinTheVariance() {
        Duration age = Duration.ofMillis(800);
        double variance = 0.75;
        WorkerSpec spec =
                Workers.lasting().withRecycle(Recycle.never().withVariance(variance).afterAge(age));
        List<Worker> workers = IntStream.range(0, 8).mapToObj(i -> stage.start(spec)).toList();
        List<Duration> times = workers.stream().map(worker -> ranFor(worker, 1)).toList();
        Duration shortest = times.stream().min(Duration::compareTo).orElseThrow();
        Duration longest = times.stream().max(Duration::compareTo).orElseThrow();
        Stage.session().notBefore("the earliest recycling", age.dividedBy(4), shortest);
        assertThat(longest.minus(shortest)).isGreaterThan(Duration.ofMillis(60));
        Stage.session().within("the latest recycling", age, Duration.ofSeconds(1), longest);
    }

    @Test
    @Requirement("WRK-RECYCLE-008")
    void aWorkerIsReplacedWhenItAsksForIt() {
        Worker worker =
                stage.start(
                        ControlWorker.ignoringSigterm(
                                        "send {\"type\":\"ready\"}",
                                        "send {\"type\":\"recycle\",\"reason\":\"enough done\"}",
                                        "await stop",
                                        "exit 0")
                                .withReadiness(Readiness.told(Workers.LONG)));
        assertThat(stage.history().path(worker, 2, RUNNING))
                .containsExactly(STARTING, RUNNING, STOPPING, STARTING, RUNNING);
    }

    /** How long an incarnation ran until it was told to stop. */
    private Duration ranFor(Worker worker, int incarnation) {
        return Duration.between(
                stage.history().event(worker, incarnation, RUNNING).time(),
                stage.history().event(worker, incarnation, STOPPING).time());
    }
}
