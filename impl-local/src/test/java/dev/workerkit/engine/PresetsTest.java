package dev.workerkit.engine;

import static dev.workerkit.WorkerState.BACKOFF;
import static dev.workerkit.WorkerState.COMPLETED;
import static dev.workerkit.WorkerState.FAILED;
import static dev.workerkit.WorkerState.RUNNING;
import static dev.workerkit.WorkerState.STARTING;
import static dev.workerkit.WorkerState.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Backoff;
import dev.workerkit.ExitSet;
import dev.workerkit.Readiness;
import dev.workerkit.RestartIntensity;
import dev.workerkit.RestartPolicy;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerSpec;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each preset does step by step what its original does. */
class PresetsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MOMENT = Duration.ofMillis(1);

    private static Simulation started(RestartPolicy policy, Readiness readiness) {
        Simulation simulation =
                new Simulation(
                        WorkerSpec.command("true").withRestart(policy).withReadiness(readiness));
        simulation.command(Trigger.START);
        spawned(simulation);
        return simulation;
    }

    private static Simulation running(RestartPolicy policy) {
        Simulation simulation = started(policy, Readiness.immediate());
        assertThat(simulation.state()).isEqualTo(RUNNING);
        return simulation;
    }

    private static void spawned(Simulation simulation) {
        simulation.place.spawned();
        simulation.settle();
    }

    private static void end(Simulation simulation, WorkerExit exit) {
        simulation.place.end(exit);
        simulation.settle();
    }

    private static void end(Simulation simulation, int code) {
        end(simulation, new WorkerExit.Code(code));
    }

    /** It is started again after this time, and not before. */
    private static void assertStartsAfter(Simulation simulation, Duration delay) {
        assertThat(simulation.state()).isEqualTo(BACKOFF);
        if (!delay.isZero()) {
            simulation.pass(delay.minus(MOMENT));
            assertThat(simulation.state()).isEqualTo(BACKOFF);
        }
        simulation.pass(delay.isZero() ? delay : MOMENT);
        assertThat(simulation.state()).isEqualTo(STARTING);
        spawned(simulation);
    }

    // supervisord: startsecs=1, startretries=3, autorestart=unexpected, exitcodes=0

    private static Simulation supervisord() {
        return started(RestartPolicy.supervisord(), Readiness.after(SECOND));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void supervisordTriesFourTimesWhateverTheExitCodeAndThenIsFatal(int code) {
        Simulation simulation = supervisord();

        for (int n = 1; n <= 3; n++) {
            end(simulation, code);
            assertStartsAfter(simulation, Duration.ofSeconds(n));
        }
        end(simulation, code);

        assertThat(simulation.state()).isEqualTo(FAILED);
        assertThat(simulation.place.lastIncarnation()).isEqualTo(4);
        simulation.pass(Duration.ofDays(1));
        assertThat(simulation.state()).as("FATAL needs a manual start").isEqualTo(FAILED);
        simulation.command(Trigger.START);
        assertThat(simulation.state()).isEqualTo(STARTING);
    }

    @Test
    void supervisordCountsAsRunningAfterStartsecs() {
        Simulation simulation = supervisord();

        simulation.pass(SECOND.minus(MOMENT));
        assertThat(simulation.state()).isEqualTo(STARTING);
        simulation.pass(MOMENT);
        assertThat(simulation.state()).isEqualTo(RUNNING);
    }

    @Test
    void supervisordRestartsWhatExitedUnexpectedlyAtOnceAndWithoutLimit() {
        Simulation simulation = supervisord();

        for (int i = 0; i < 100; i++) {
            simulation.pass(SECOND);
            assertThat(simulation.state()).isEqualTo(RUNNING);
            end(simulation, i % 2 == 0 ? new WorkerExit.Code(2) : new WorkerExit.Signal(15));
            assertStartsAfter(simulation, Duration.ZERO);
        }
        simulation.pass(SECOND);
        end(simulation, 0);
        assertThat(simulation.state()).isEqualTo(COMPLETED);
    }

    @Test
    void supervisordForgetsFailedStartsOnceItRuns() {
        Simulation simulation = supervisord();
        for (int round = 0; round < 3; round++) {
            for (int n = 1; n <= 3; n++) {
                end(simulation, 1);
                assertStartsAfter(simulation, Duration.ofSeconds(n));
            }
            simulation.pass(SECOND);
            assertThat(simulation.state()).isEqualTo(RUNNING);
            end(simulation, 1);
            assertStartsAfter(simulation, Duration.ZERO);
        }
    }

    @Test
    void supervisordStopsInBackoffAtOnce() {
        Simulation simulation = supervisord();
        end(simulation, 1);

        simulation.command(Trigger.STOP);

        assertThat(simulation.state()).isEqualTo(STOPPED);
    }

    // systemd: RestartSec=100ms, StartLimitBurst=5, StartLimitIntervalSec=10

    @Test
    void systemdStartsFiveTimesInTenSeconds() {
        Simulation simulation = running(RestartPolicy.systemd("on-failure"));

        for (int start = 2; start <= 5; start++) {
            end(simulation, 1);
            assertStartsAfter(simulation, Duration.ofMillis(100));
        }
        end(simulation, 1);

        assertThat(simulation.state()).isEqualTo(FAILED);
        assertThat(simulation.place.lastIncarnation()).isEqualTo(5);
    }

    @Test
    void systemdStartsForEverWhatDiesSeldomEnough() {
        Simulation simulation = running(RestartPolicy.systemd("always"));

        for (int i = 0; i < 50; i++) {
            simulation.pass(Duration.ofSeconds(2));
            end(simulation, i % 3);
            assertStartsAfter(simulation, Duration.ofMillis(100));
        }
    }

    @Test
    void systemdForgetsAllAtResetFailed() {
        Simulation simulation = running(RestartPolicy.systemd("on-failure"));
        for (int start = 2; start <= 5; start++) {
            end(simulation, 1);
            assertStartsAfter(simulation, Duration.ofMillis(100));
        }

        simulation.command(Trigger.RESET_FAILED);
        end(simulation, 1);

        assertStartsAfter(simulation, Duration.ofMillis(100));
    }

    @Test
    void systemdTakesAStopByATerminalForClean() {
        for (int signal : new int[] {1, 2, 13, 15}) {
            Simulation simulation = running(RestartPolicy.systemd("on-failure"));
            end(simulation, new WorkerExit.Signal(signal));
            assertThat(simulation.state()).isEqualTo(COMPLETED);
        }
        Simulation simulation = running(RestartPolicy.systemd("on-success"));
        end(simulation, new WorkerExit.Signal(15));
        assertStartsAfter(simulation, Duration.ofMillis(100));
    }

    @Test
    void systemdsListsOverrideItsTable() {
        RestartPolicy policy =
                RestartPolicy.systemd("on-failure")
                        .withPrevent(ExitSet.codes(23))
                        .withForce(ExitSet.codes(0));
        Simulation prevented = running(policy);
        end(prevented, 23);
        assertThat(prevented.state()).isEqualTo(FAILED);
        Simulation forced = running(policy);
        end(forced, 0);
        assertStartsAfter(forced, Duration.ofMillis(100));
    }

    /** RestartSec=100ms, RestartSteps=4, RestartMaxDelaySec=1600ms. */
    @Test
    void systemdsStepsGrowToTheLongestDelay() {
        Simulation simulation =
                running(
                        RestartPolicy.systemd("always")
                                .withDelay(
                                        Backoff.exponential(
                                                Duration.ofMillis(100), Duration.ofMillis(1600), 4))
                                .withIntensity(RestartIntensity.unlimited()));

        for (int millis : new int[] {100, 200, 400, 800, 1600, 1600, 1600}) {
            end(simulation, 1);
            assertStartsAfter(simulation, Duration.ofMillis(millis));
        }
        simulation.pass(Backoff.DEFAULT_RESET_AFTER);
        end(simulation, 1);
        assertStartsAfter(simulation, Duration.ofMillis(100));
    }

    // Exoscale's add-on: 0 stops, 1 restarts, 2 stops as an error

    @Test
    void exoscaleGoesByTheExitCode() {
        Simulation zero = running(RestartPolicy.exoscale());
        end(zero, 0);
        assertThat(zero.state()).isEqualTo(COMPLETED);
        Simulation one = running(RestartPolicy.exoscale());
        end(one, 1);
        assertStartsAfter(one, Duration.ZERO);
        Simulation two = running(RestartPolicy.exoscale());
        end(two, 2);
        assertThat(two.state()).isEqualTo(FAILED);
    }

    // comodojo: any death counts, exit code 0 too

    @Test
    void comodojoForeverStartsAgainAtOnceWithoutLimit() {
        Simulation simulation = running(RestartPolicy.comodojoForever(true));

        for (int i = 0; i < 100; i++) {
            end(simulation, i % 3);
            assertStartsAfter(simulation, Duration.ZERO);
        }
        assertThat(simulation.shutDowns).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void comodojoNotForeverShutsAllDown(int code) {
        Simulation simulation = running(RestartPolicy.comodojoForever(false));

        end(simulation, code);

        assertThat(simulation.state()).isEqualTo(code == 0 ? COMPLETED : FAILED);
        assertThat(simulation.shutDowns).hasSize(1);
    }

    @Test
    void comodojoNotForeverMayBeStopped() {
        Simulation simulation = running(RestartPolicy.comodojoForever(false));

        simulation.command(Trigger.STOP);
        end(simulation, 0);

        assertThat(simulation.state()).isEqualTo(STOPPED);
        assertThat(simulation.shutDowns).isEmpty();
    }

    // webpaas: when the start command ends, for whatever cause, it is started again

    @Test
    void webpaasStartsAgainForEver() {
        Simulation simulation = running(RestartPolicy.webpaas());

        for (int i = 0; i < 100; i++) {
            end(simulation, i % 3);
            assertStartsAfter(simulation, SECOND);
        }
        Simulation unready = started(RestartPolicy.webpaas(), Readiness.after(SECOND));
        for (int i = 0; i < 100; i++) {
            end(unready, i % 3);
            assertStartsAfter(unready, SECOND);
        }
    }
}
