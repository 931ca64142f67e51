package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Capability;
import dev.workerkit.tck.Requirement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** No worker outlives its master. */
class MasterDeath {

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
    @Requirement("WRK-STOP-010")
    void noProcessOfAWorkerSurvivesAMasterThatIsKilled() {
        try (Master master = Master.staying(stage.folder(), shellLines())) {
            List<Long> workers = master.workers();
            assertThat(workers).allMatch(Processes::isAlive);

            master.kill();

            awaitGone(workers);
        }
    }

    @Test
    @Requirement("WRK-STOP-010")
    void noProcessOfAWorkerSurvivesAMasterThatExitsWithoutClosingItsRuntime() {
        try (Master master = Master.exiting(stage.folder(), shellLines())) {
            awaitGone(master.workers());
        }
    }

    private String[] shellLines() {
        Stage.assumeCan(Capability.SHELL);
        return new String[] {family.script(Family.STRANGER + "wait"), Scripts.stubborn()};
    }

    private void awaitGone(List<Long> workers) {
        Stage.session()
                .await(
                        "no worker of the dead master lives",
                        () -> workers.stream().filter(Processes::isAlive).toList(),
                        List::isEmpty);
        Stage.session()
                .await(
                        "no process of a worker of the dead master lives",
                        family::alive,
                        List::isEmpty);
    }
}
