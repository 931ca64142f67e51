package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.workerkit.Counter;
import dev.workerkit.SharedWorker;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerStatus;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.SharedEcho;
import dev.workerkit.tck.fixture.SharedSlow;
import dev.workerkit.tck.wire.WireEnd;
import dev.workerkit.tck.wire.WireFrame;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a shared worker tells of itself, and when it says that it has stopped. */
class SharedStatus {

    private static final List<String> OF_THE_SYSTEM =
            List.of(
                    "wall_time",
                    "cpu_time",
                    "memory",
                    "connections",
                    "messages_in",
                    "messages_out",
                    "refusals");

    @RegisterExtension final SharedStage stage = new SharedStage();

    @Test
    @Requirement("WRK-ADMIN-007")
    void aStatusHasTheCountersOfTheHandlerAndOfTheSystem() {
        WorkerAddress address = stage.serve(SharedEcho.class);
        stage.awaitMark("gone");

        try (SharedWorker worker = stage.connect(address, SharedStage.existing());
                WireMaster master = WireMaster.to(address)) {
            for (int i = 0; i < 3; i++) {
                master.ask("1");
            }
            WorkerStatus status = Stage.await("the status", worker.query());

            assertThat(status.text()).isEqualTo("privileged true");
            assertThat(status.counters())
                    .contains(SharedEcho.COUNTER)
                    .extracting(Counter::name)
                    .containsAll(OF_THE_SYSTEM);
            assertThat(value(status, "connections")).isEqualTo(2);
            assertThat(value(status, "messages_in")).isEqualTo(3);
            assertThat(value(status, "messages_out")).isEqualTo(3);
            assertThat(value(status, "refusals")).isZero();
            assertThat(value(status, "wall_time")).isBetween(0.01, 600.0);
            assertThat(value(status, "cpu_time")).isBetween(0.001, 600.0);
            assertThat(value(status, "memory")).isBetween(1e6, 4e9);
            assertThat(counter(status, "wall_time").unit()).contains("s");
            assertThat(counter(status, "memory").unit()).contains("B");
        }
    }

    @Test
    @Requirement("WRK-ADMIN-007")
    void aStatusIsWrittenAsTheSpecificationSays() {
        WorkerAddress address = stage.serve(SharedEcho.class);

        try (WireMaster master = WireMaster.to(address)) {
            JsonNode status = master.status();

            assertThat(status.path("text").asText()).isEqualTo("privileged false");
            JsonNode jobs = WireMaster.counter(status, "jobs");
            assertThat(jobs.path("value").asDouble()).isEqualTo(3);
            assertThat(jobs.path("unit").asText()).isEqualTo("B");
            assertThat(jobs.path("min").isNumber()).isTrue();
            assertThat(jobs.path("max").asDouble()).isEqualTo(9);
            assertThat(jobs.path("warning").asText()).isEqualTo("1:7");
            assertThat(jobs.path("critical").asText()).isEqualTo("@8:9");
        }
    }

    private static double value(WorkerStatus status, String name) {
        return counter(status, name).value();
    }

    private static Counter counter(WorkerStatus status, String name) {
        return status.counters().stream()
                .filter(counter -> counter.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no '" + name + "' in " + status));
    }

    @Test
    @Requirement("WRK-ADMIN-005")
    void theAnswerToAStopComesWhenTheWorkerHasStopped() {
        WorkerAddress address = stage.serve(SharedSlow.class, 0, 500);

        try (WireMaster master = WireMaster.to(address)) {
            int id = master.request(WireFrame.STOP, SharedStage.SECRET);
            master.provenAnswer(WireFrame.STOPPED, id, SharedStage.SECRET);

            assertThat(stage.marks()).endsWith("ended");
            assertThat(WireEnd.listens(address)).as("somebody listens").isFalse();
            master.end().awaitEnd();
            SharedStage.awaitGone(master.pid());
        }
    }

    @Test
    @Requirement("WRK-ADMIN-005")
    void aStopIsCompleteWhenTheProcessIsGone() {
        WorkerAddress address = stage.unix();

        try (SharedWorker worker = stage.connect(address, stage.spec(SharedSlow.class, 0, 300))) {
            CompletableFuture<Void> stop = worker.stop();
            stage.awaitMark("ending");
            assertThat(stop).isNotDone();
            Stage.await("the stop", stop);

            assertThat(stage.marks()).endsWith("ended");
            assertThat(SharedStage.isAlive(worker.pid().orElse(0))).isFalse();
            assertThat(WireEnd.listens(address)).as("somebody listens").isFalse();
        }
    }
}
