package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.BACKOFF;
import static dev.workerkit.WorkerState.COMPLETED;
import static dev.workerkit.WorkerState.FAILED;
import static dev.workerkit.WorkerState.RUNNING;
import static dev.workerkit.WorkerState.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Backoff;
import dev.workerkit.Capability;
import dev.workerkit.RestartPolicy;
import dev.workerkit.StopPolicy;
import dev.workerkit.Worker;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import dev.workerkit.tck.Requirement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * That nothing is left of a worker, wherever its processes are: those that live add to a file again
 * and again.
 */
class Remains {

    private static final StopPolicy SHORT_GRACE = StopPolicy.withGrace(Duration.ofMillis(150));

    /** Who lives beside the main process, by how it tries to get away. */
    private static final List<String> FAMILY = List.of("child", "orphan", "stubborn", "away");

    private static final int RESTARTS = 6;

    @RegisterExtension final Stage stage = new Stage();

    private Pulse pulse;

    @BeforeEach
    void begin() {
        pulse = Pulse.of(stage, "pulse");
    }

    /** A worker whose family beats when it goes on with this. */
    private WorkerSpec family(String then) {
        return Workers.script(familyScript(then)).withStop(SHORT_GRACE);
    }

    private String familyScript(String then) {
        return Scripts.withMarks(
                """
                away=$(command -v setsid)
                ( %s ) &
                ( ( %s ) & )
                ( trap '' TERM HUP INT; %s ) &
                ( $away /bin/sh -c "%s" & )
                grown() { for one in %s; do
                    case "$(cat '%s')" in *$one*) ;; *) return 1;; esac
                done; }
                until grown; do sleep 0.01; done
                mark armed
                """
                                .formatted(
                                        pulse.beating("child"),
                                        pulse.beating("orphan"),
                                        pulse.beating("stubborn"),
                                        pulse.beating("away"),
                                        String.join(" ", FAMILY),
                                        pulse.file())
                        + then);
    }

    private Worker established() {
        Worker worker = stage.armed(family("wait"));
        assertThat(pulse.beats()).containsAll(FAMILY);
        return worker;
    }

    @Test
    @Requirement({"WRK-LIFE-004", "WRK-STOP-005"})
    void nothingOfAWorkerThatWasStoppedIsLeft() {
        Worker worker = established();

        assertThat(Stage.await("the stop", worker.stop()).state()).isEqualTo(STOPPED);

        pulse.assertNoMore();
    }

    @Test
    @Requirement({"WRK-LIFE-004", "WRK-STOP-005"})
    void nothingOfAWorkerThatWasKilledIsLeft() {
        Worker worker = established();

        assertThat(Stage.await("the kill", worker.kill()).state()).isEqualTo(STOPPED);

        pulse.assertNoMore();
    }

    @Test
    @Requirement("WRK-STOP-005")
    void nothingOfTheWorkersOfAClosedRuntimeIsLeft() {
        established();

        stage.runtime().close();

        pulse.assertNoMore();
    }

    @Test
    @Requirement({"WRK-LIFE-004", "WRK-STOP-011"})
    void nothingOfAWorkerThatEndedByItselfIsLeft() {
        assertNothingLeft("exit 0", RestartPolicy.never(), COMPLETED);
        assertNothingLeft("exit 2", RestartPolicy.never(), FAILED);
        assertNothingLeft("kill -9 $$", RestartPolicy.never(), FAILED);
        assertNothingLeft(
                "exit 1",
                RestartPolicy.byExitCode().withDelay(Backoff.constant(Workers.LONG)),
                BACKOFF);
    }

    private void assertNothingLeft(String ending, RestartPolicy policy, WorkerState state) {
        Worker worker = stage.start(family(ending).withRestart(policy));

        Stage.awaitState(worker, state);

        pulse.assertNoMore();
        assertThat(pulse.beats()).containsAll(FAMILY);
    }

    @Test
    @Requirement("WRK-LIFE-014")
    void noIncarnationMeetsItsPredecessor() {
        Worker worker =
                stage.start(
                        Workers.startedAgain(
                                Workers.script(numberedLife("sleep 0.1; exit 1"))
                                        .withRestart(RestartPolicy.always()),
                                RESTARTS));

        stage.history().event(worker, RESTARTS + 1, FAILED);

        assertNoOverlap(RESTARTS + 1);
    }

    @Test
    @Requirement("WRK-LIFE-014")
    void afterARestartNothingOfThePredecessorIsLeft() {
        Worker worker = stage.running(Workers.script(numberedLife("wait")).withStop(SHORT_GRACE));
        for (int life = 2; life <= 4; life++) {
            pulse.awaitBeat(Integer.toString(life - 1));
            worker.restart();
            stage.history().event(worker, life, RUNNING);
        }
        pulse.awaitBeat("4");

        assertNoOverlap(4);
    }

    /** Has a child that won't hear, and beats with the number of its life. */
    private String numberedLife(String then) {
        Path lives = stage.file("lives");
        return """
               echo >> '%1$s'
               life=0
               while read -r one; do life=$((life + 1)); done < '%1$s'
               ( trap '' TERM HUP INT; %2$s ) &
               """
                        .formatted(lives, pulse.beating("$life"))
                + then;
    }

    private void assertNoOverlap(int lives) {
        List<Integer> beats = pulse.beats().stream().map(Integer::valueOf).toList();
        assertThat(beats).as("whose beats follow one another").isSorted().contains(1, lives);
    }

    @Test
    @Requirement("WRK-STOP-010")
    void nothingOfTheWorkersOfAMasterThatIsKilledIsLeft() {
        try (Master master = Master.staying(stage.folder(), shellLines())) {
            assertThat(pulse.beats()).containsAll(FAMILY);

            master.kill();

            pulse.awaitNoMore();
        }
    }

    @Test
    @Requirement("WRK-STOP-010")
    void nothingOfTheWorkersOfAMasterThatExitsWithoutClosingItsRuntimeIsLeft() {
        try (Master master = Master.exiting(stage.folder(), shellLines())) {
            master.awaitEnd();

            pulse.awaitNoMore();
            assertThat(pulse.beats()).containsAll(FAMILY);
        }
    }

    private String[] shellLines() {
        Stage.assumeCan(Capability.SHELL);
        return new String[] {familyScript("wait"), Scripts.stubborn()};
    }
}
