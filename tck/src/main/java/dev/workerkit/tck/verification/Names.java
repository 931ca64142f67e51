package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.DuplicateNameException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.Requirement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What workers are called. */
class Names {

    @RegisterExtension final Stage stage = new Stage();

    @Test
    @Requirement("WRK-SPI-007")
    void aNameCanNotBeUsedTwiceAtTheSameTime() {
        WorkerSpec spec = Workers.lasting().withName("only");
        Worker first = stage.running(spec);

        assertThatThrownBy(() -> stage.start(spec))
                .isInstanceOf(DuplicateNameException.class)
                .hasMessageContaining("only");

        assertThat(first.state()).isEqualTo(RUNNING);
        assertThat(stage.runtime().workers()).hasSize(1);
    }

    @Test
    @Requirement("WRK-SPI-007")
    void theNameOfAWorkerThatHasEndedIsTakenUntilItIsRemoved() {
        WorkerSpec spec = Workers.exiting(0).withName("only");
        Worker first = stage.start(spec);
        Stage.ended(first);

        assertThatThrownBy(() -> stage.start(spec)).isInstanceOf(DuplicateNameException.class);

        first.remove();
        assertThat(stage.start(spec).name()).isEqualTo("only");
    }

    @Test
    @Requirement({"WRK-SPI-007", "WRK-SPI-012"})
    void ofManyWhoTakeANameAtOnceOneGetsIt() {
        WorkerSpec spec = Workers.lasting().withName("only");

        List<String> outcomes =
                Crowd.of(8)
                        .each(
                                member -> {
                                    try {
                                        return stage.start(spec).name();
                                    } catch (DuplicateNameException e) {
                                        return "taken";
                                    }
                                });

        assertThat(outcomes).containsOnlyOnce("only");
        assertThat(outcomes).filteredOn("taken"::equals).hasSize(7);
        assertThat(stage.runtime().workers()).hasSize(1);
    }

    @Test
    @Requirement("WRK-SPI-009")
    void aWorkerWithoutANameGetsOneThatIsUnique() {
        List<Worker> workers =
                Stream.generate(() -> stage.start(Workers.lasting())).limit(4).toList();

        assertThat(workers).extracting(Worker::name).doesNotHaveDuplicates();
        for (Worker worker : workers) {
            assertThat(worker.name()).isNotBlank();
            assertThat(worker.snapshot().name()).isEqualTo(worker.name());
            assertThat(stage.runtime().worker(worker.name())).map(Worker::id).contains(worker.id());
        }
        assertThat(stage.runtime().workers())
                .extracting(Worker::name)
                .containsExactlyElementsOf(workers.stream().map(Worker::name).toList());
    }

    @Test
    @Requirement("WRK-SPI-009")
    void aNameThatIsMadeUpIsNotOneThatWasGiven() {
        Worker unnamed = stage.start(Workers.lasting());
        String taken = unnamed.name();
        Stage.await("the kill", unnamed.kill());
        unnamed.remove();
        stage.start(Workers.lasting().withName(taken));

        assertThat(stage.start(Workers.lasting()).name()).isNotEqualTo(taken);
    }
}
