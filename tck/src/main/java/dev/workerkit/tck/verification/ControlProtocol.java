package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.RUNNING;
import static dev.workerkit.WorkerState.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.workerkit.Capability;
import dev.workerkit.Counter;
import dev.workerkit.Readiness;
import dev.workerkit.StopPolicy;
import dev.workerkit.Worker;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.ControlClient;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The control protocol as a worker in any language speaks it. */
class ControlProtocol {

    private static final String READY = "send {\"type\":\"ready\"}";

    @RegisterExtension final Stage stage = new Stage();

    @Test
    @Requirement({"WRK-CTRL-001", "WRK-CTRL-002"})
    void aCommandWorkerSaysThatItIsReadyAndHowItIs() {
        Worker worker =
                stage.start(
                        told(
                                "send {\"type\":\"status\",\"text\":\"warming up\"}",
                                READY,
                                "answer query \"value\":{\"text\":\"going on\"}",
                                "send {\"type\":\"status\",\"text\":\"fine \\u2713 \\\"really\\\"\"}"));

        Stage.await("ready", worker.ready());

        assertThat(stage.marks(worker)).contains("connected");
        awaitStatusText(worker, "warming up");
        Stage.await("the answer", worker.query());
        awaitStatusText(worker, "fine ✓ \"really\"");
        assertThat(worker.state()).isEqualTo(RUNNING);
    }

    private static void awaitStatusText(Worker worker, String expected) {
        Stage.session()
                .await(
                        "the snapshot shows the status text",
                        () -> worker.snapshot().statusText(),
                        text -> text.filter(expected::equals).isPresent());
    }

    @Test
    @Requirement("WRK-CTRL-003")
    void aConnectedWorkerThatIsStoppedGetsTheMessageStop() {
        Worker worker =
                stage.running(
                        ControlWorker.ignoringSigterm(READY, "await stop", "exit 43")
                                .withReadiness(Readiness.told(Workers.LONG))
                                .withStop(StopPolicy.withGrace(Duration.ofSeconds(7))));

        WorkerSnapshot end = Stage.await("the stop", worker.stop());

        assertThat(end.lastExit()).contains(new WorkerExit.Code(43));
        assertThat(ControlWorker.got(stage, worker, "stop"))
                .singleElement()
                .extracting(stop -> stop.path("graceMillis").asLong())
                .isEqualTo(7000L);
    }

    @Test
    @Requirement("WRK-CTRL-006")
    void unknownMessagesAndFieldsAreIgnored() {
        Worker worker =
                stage.start(
                        told(
                                "send {\"type\":\"frobnicate\",\"with\":[1,{\"a\":null}]}",
                                "send {\"since\":2,\"type\":\"ready\",\"more\":{\"deep\":[true]}}",
                                "send {\"type\":\"answer\",\"id\":4711,\"value\":1}",
                                "send {\"type\":\"status\",\"text\":\"going on\",\"level\":9}"));

        Stage.await("ready", worker.ready());

        // The message after the unknown ones is understood.
        awaitStatusText(worker, "going on");
        assertThat(stage.marks(worker)).doesNotContain("end");
    }

    @Test
    @Requirement("WRK-CTRL-007")
    void linesThatAreNoMessagesEndTheConnectionAndNothingElse() {
        List<Worker> workers =
                Stream.of(
                                "send this is no JSON",
                                "send [1, 2]",
                                "send {\"type\":",
                                "send {\"no\":\"type\"}",
                                "flood 3000000")
                        .map(line -> stage.start(told(READY, line)))
                        .toList();

        for (Worker worker : workers) {
            Stage.await("ready", worker.ready());
            stage.awaitMark(worker, "end");
            assertThat(worker.state()).isEqualTo(RUNNING);
            WorkerSnapshot end = Stage.await("the stop", worker.stop());
            assertThat(end.state()).isEqualTo(STOPPED);
            assertThat(end.lastExit()).contains(new WorkerExit.Code(ControlClient.END_SEEN));
        }
    }

    @Test
    @Requirement("WRK-CTRL-004")
    void aQueryIsAnsweredByTheWorkerItself() {
        Stage.assumeCan(Capability.COMMAND);
        Worker worker =
                stage.running(
                        told(
                                READY,
                                "answer query \"value\":{\"text\":\"busy\",\"counters\":"
                                        + "[{\"name\":\"jobs\",\"value\":3}]}",
                                "answer query \"error\":\"out of order\""));

        assertThat(Stage.await("the answer", worker.query()))
                .satisfies(
                        status -> {
                            assertThat(status.text()).isEqualTo("busy");
                            assertThat(status.counters()).containsExactly(Counter.of("jobs", 3));
                        });
        assertThatThrownBy(() -> Stage.await("the second answer", worker.query()))
                .isInstanceOf(WorkerException.class)
                .hasMessageContaining("out of order");
        assertThat(ControlWorker.got(stage, worker, "query").map(JsonNode::toString)).hasSize(2);
    }

    private static WorkerSpec told(String... steps) {
        return ControlWorker.speaking(steps).withReadiness(Readiness.told(Workers.LONG));
    }
}
