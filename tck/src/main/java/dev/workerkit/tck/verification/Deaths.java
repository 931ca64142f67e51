package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.FAILED;
import static dev.workerkit.WorkerState.RUNNING;
import static dev.workerkit.WorkerState.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.LogLine;
import dev.workerkit.Readiness;
import dev.workerkit.RestartPolicy;
import dev.workerkit.StartLimit;
import dev.workerkit.Worker;
import dev.workerkit.WorkerDeath;
import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerExit;
import dev.workerkit.tck.Requirement;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is told, and kept, of the ends of incarnations. */
class Deaths {

    private static final int KEPT = 10;

    @RegisterExtension final Stage stage = new Stage();

    @Test
    @Requirement("WRK-EVENT-002")
    void theEventOfAnEndTellsTheExitAndTheIncarnation() {
        Worker worker = stage.start(Workers.startedAgain(Workers.exiting(3), 2));

        List<WorkerEvent> ends =
                stage.history().upTo(worker, 3, RUNNING).stream()
                        .filter(event -> event.ended().isPresent())
                        .toList();

        assertThat(ends)
                .extracting(WorkerEvent::ended)
                .containsExactly(OptionalInt.of(1), OptionalInt.of(2));
        assertThat(ends).allSatisfy(end -> assertThat(end.exit()).contains(new WorkerExit.Code(3)));
    }

    @Test
    @Requirement("WRK-EVENT-002")
    void theEventOfAnEndForGoodTellsTheExitAndTheIncarnation() {
        Worker worker = stage.start(Workers.exiting(2));

        WorkerEvent end = stage.history().event(worker, 1, FAILED);

        assertThat(end.ended()).hasValue(1);
        assertThat(end.exit()).contains(new WorkerExit.Code(2));
    }

    @Test
    @Requirement("WRK-EVENT-002")
    void theEventByWhichARestartEndsAnIncarnationTellsThatIncarnation() {
        Worker worker = stage.armed(Workers.polite(41, Duration.ZERO));
        Stage.await("the restart", worker.restart());

        assertThat(stage.history().upTo(worker, 2, RUNNING))
                .filteredOn(event -> event.exit().isPresent())
                .singleElement()
                .satisfies(
                        end -> {
                            assertThat(end.exit()).contains(new WorkerExit.Code(41));
                            assertThat(end.ended()).hasValue(1);
                        });
    }

    @Test
    @Requirement("WRK-EVENT-003")
    void theLastTenDeathsAreKept() {
        int lives = KEPT + 2;
        Worker worker = stage.start(Workers.startedAgain(Workers.exiting(1), lives - 1));
        stage.history().event(worker, lives, FAILED);

        List<WorkerDeath> deaths = worker.deaths();

        assertThat(deaths)
                .extracting(WorkerDeath::incarnation)
                .containsExactlyElementsOf(IntStream.rangeClosed(3, lives).boxed().toList());
        assertThat(deaths)
                .allSatisfy(
                        death -> {
                            assertThat(death.exit()).isEqualTo(new WorkerExit.Code(1));
                            assertThat(death.wasReady()).isTrue();
                            assertThat(death.started()).isBeforeOrEqualTo(death.ended());
                            assertThat(death.cause()).isNotBlank();
                        });
        for (int i = 1; i < deaths.size(); i++) {
            assertThat(deaths.get(i).started()).isAfterOrEqualTo(deaths.get(i - 1).ended());
        }
    }

    @Test
    @Requirement("WRK-EVENT-003")
    void aDeathTellsWhetherTheWorkerHadBeenReadyAndWhatBecameOfIt() {
        Worker unready =
                stage.start(
                        Workers.exiting(1)
                                .withReadiness(Readiness.after(Workers.LONG))
                                .withRestart(
                                        RestartPolicy.byExitCode()
                                                .withStartLimit(new StartLimit(0, Workers.LONG))));
        stage.history().event(unready, 1, FAILED);
        Worker stopped = stage.armed(Workers.polite(41, Duration.ZERO));
        Stage.await("the stop", stopped.stop());

        assertThat(unready.deaths())
                .singleElement()
                .satisfies(death -> assertThat(death.wasReady()).isFalse());
        assertThat(stopped.deaths())
                .singleElement()
                .satisfies(
                        death -> {
                            assertThat(death.wasReady()).isTrue();
                            assertThat(death.exit()).isEqualTo(new WorkerExit.Code(41));
                            assertThat(death.cause())
                                    .isEqualTo(stage.history().event(stopped, 1, STOPPED).cause());
                        });
    }

    @Test
    @Requirement("WRK-EVENT-003")
    void whoHearsOfAnEndFindsTheDeath() {
        List<Integer> missing = new CopyOnWriteArrayList<>();
        stage.runtime()
                .onEvent(
                        event ->
                                event.ended()
                                        .ifPresent(
                                                life -> {
                                                    if (!isKept(event.name(), life)) {
                                                        missing.add(life);
                                                    }
                                                }));

        Worker worker = stage.start(Workers.startedAgain(Workers.exiting(1), 5));
        stage.history().event(worker, 6, FAILED);

        assertThat(missing).isEmpty();
    }

    private boolean isKept(String name, int life) {
        return stage.runtime().worker(name).orElseThrow().deaths().stream()
                .anyMatch(death -> death.incarnation() == life);
    }

    @Test
    @Requirement("WRK-EVENT-004")
    void aDeathKeepsTheLastLinesOfItsIncarnation() {
        Worker worker =
                stage.start(
                        Workers.startedAgain(
                                Workers.script("echo begin $$; echo >&2 mine $$; exit 1"), 2));
        stage.history().event(worker, 3, FAILED);

        assertThat(worker.deaths())
                .hasSize(3)
                .allSatisfy(
                        death -> {
                            assertThat(death.lastLines())
                                    .extracting(LogLine::incarnation)
                                    .containsOnly(death.incarnation());
                            assertThat(death.lastLines())
                                    .extracting(LogLine::text)
                                    .filteredOn(text -> text.matches("(begin|mine) \\d+"))
                                    .hasSize(2);
                        });
    }
}
