package dev.workerkit.engine;

import static dev.workerkit.WorkerState.KILLING;
import static dev.workerkit.WorkerState.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Watchdog;
import dev.workerkit.WorkerSpec;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A master that the machine holds up does not blame its workers. */
class HeldUpTest {

    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final Duration TICK = Duration.ofMillis(1);

    private final Simulation simulation =
            new Simulation(WorkerSpec.command("any").withWatchdog(Watchdog.after(LIMIT)));

    @BeforeEach
    void run() {
        simulation.command(Trigger.START);
        simulation.place.spawned();
        simulation.settle();
        assertThat(simulation.state()).isEqualTo(RUNNING);
    }

    @Test
    void aHeartbeatThatOnlyWaitedToBeHeardCounts() {
        simulation.leap(LIMIT.multipliedBy(3));
        simulation.pass(Duration.ZERO);
        assertThat(simulation.state()).isEqualTo(RUNNING);
        simulation.place.idle(1);
        simulation.settle();
        simulation.pass(LIMIT.minus(TICK));
        assertThat(simulation.state()).isEqualTo(RUNNING);
        simulation.pass(TICK);
        assertThat(simulation.state()).isEqualTo(KILLING);
    }

    @Test
    void aSilentWorkerGetsTheLostTimeAndNoMore() {
        Duration lost = Duration.ofMillis(300);
        simulation.leap(LIMIT.plus(lost));
        simulation.pass(lost.minus(TICK));
        assertThat(simulation.state()).isEqualTo(RUNNING);
        simulation.pass(TICK);
        assertThat(simulation.state()).isEqualTo(KILLING);
    }

    @Test
    void aTimerThatIsALittleLateIsAsGoodAsInTime() {
        simulation.leap(LIMIT.plus(TICK));
        simulation.pass(Duration.ZERO);
        assertThat(simulation.state()).isEqualTo(KILLING);
    }
}
