package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerEvent;
import dev.workerkit.tck.Requirement;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One handle in many hands. */
class Handles {

    private static final List<Command> COMMANDS =
            List.of(Command.START, Command.STOP, Command.KILL, Command.RESTART);

    @RegisterExtension final Stage stage = new Stage();

    @Test
    @Requirement("WRK-SPI-012")
    void commandsFromManyThreadsAreCarriedOutOrRefused() {
        Worker worker = stage.running(Workers.lasting());

        List<Integer> carriedOut = Crowd.of(6).each(member -> commandAround(worker, member));

        Stage.await("the last stop", worker.stop());
        assertThat(carriedOut).allMatch(commands -> commands > 0);
        assertThat(worker.state()).isEqualTo(STOPPED);
        List<WorkerEvent> events =
                stage.history().upTo(worker, worker.snapshot().incarnation(), STOPPED);
        LifecycleTable.assertFollowedBy(events);
        LifecycleTable.assertIncarnationsCounted(events);
        LifecycleTable.assertGapless(stage.history().all());
    }

    /** How many of the commands that a thread gives are not refused. */
    private static int commandAround(Worker worker, int seed) {
        Random random = new Random(seed);
        int carriedOut = 0;
        for (int i = 0; i < 20; i++) {
            try {
                COMMANDS.get(random.nextInt(COMMANDS.size())).give(worker);
                carriedOut++;
            } catch (IllegalLifecycleException e) {
                assertThat(e.state()).isNotNull();
            }
            assertThat(worker.snapshot().id()).isEqualTo(worker.id());
        }
        return carriedOut;
    }
}
