package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Capability;
import dev.workerkit.RestartPolicy;
import dev.workerkit.StopPolicy;
import dev.workerkit.Worker;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.Requirement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All descendants of a worker end with it, wherever they went. */
class ProcessTree {

    /** For the members that ignore what they are asked. */
    private static final StopPolicy SHORT_GRACE = StopPolicy.withGrace(Duration.ofMillis(150));

    private static final int MEMBERS_BESIDE_THE_MAIN_PROCESS = 6;

    @RegisterExtension final Stage stage = new Stage();

    private final Family family = new Family();

    @BeforeEach
    void lookAtTheMachine() {
        Stage.assumeCan(Capability.HOST_PROCESSES);
    }

    @AfterEach
    void leaveNobody() {
        family.close();
    }

    @Test
    @Requirement("WRK-STOP-005")
    void aStopEndsTheWholeProcessTree() {
        Worker worker = established();

        assertThat(Stage.await("the stop", worker.stop()).state()).isEqualTo(STOPPED);

        assertNobodyLeft();
    }

    @Test
    @Requirement("WRK-STOP-005")
    void aKillEndsTheWholeProcessTree() {
        Worker worker = established();

        assertThat(Stage.await("the kill", worker.kill()).state()).isEqualTo(STOPPED);

        assertNobodyLeft();
    }

    @Test
    @Requirement("WRK-STOP-005")
    void closingTheRuntimeEndsTheWholeProcessTree() {
        established();

        stage.runtime().close();

        assertNobodyLeft();
    }

    @Test
    @Requirement("WRK-STOP-011")
    void whatIsLeftOfAWorkerThatEndedByItselfIsKilledBeforeItsEndIsTold() {
        assertEndsAlone("exit 0");
    }

    @Test
    @Requirement("WRK-STOP-011")
    void whatIsLeftOfAWorkerThatWasKilledFromOutsideIsKilledBeforeItsEndIsTold() {
        assertEndsAlone("kill -9 $$");
    }

    private void assertEndsAlone(String ending) {
        WorkerSpec spec = WorkerSpec.shell(family.script(ending));

        Worker worker = stage.start(spec.withRestart(RestartPolicy.never()));

        Stage.ended(worker);
        assertThat(family.alive()).isEmpty();
        assertNobodyLeft();
    }

    private Worker established() {
        Worker worker =
                stage.armed(
                        WorkerSpec.shell(family.script(Family.STRANGER + "wait"))
                                .withStop(SHORT_GRACE));
        Stage.session()
                .await(
                        "the worker's process tree has grown",
                        family::alive,
                        alive -> alive.size() > MEMBERS_BESIDE_THE_MAIN_PROCESS);
        return worker;
    }

    /** None now, and none that was just being born. */
    private void assertNobodyLeft() {
        Stage.session()
                .throughout(
                        "no process of the worker is left",
                        Duration.ofMillis(50),
                        family::alive,
                        List::isEmpty);
    }
}
