package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Capability;
import dev.workerkit.Counter;
import dev.workerkit.UnsupportedException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerStatus;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.Tally;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Asking and telling a worker what only it can answer. */
class Commands {

    @RegisterExtension final Stage stage = new Stage();

    @Test
    @Requirement("WRK-CTRL-005")
    void aCommandReachesItsHandler() {
        Worker worker = stage.running(WorkerSpec.of(Tally.class));
        Object nested =
                Map.of(
                        "list", Arrays.asList(1, "two", true, null),
                        "map", Collections.singletonMap("nothing", null));

        assertThat((Number) command(worker, "add", 5)).extracting(Number::intValue).isEqualTo(5);
        assertThat((Number) command(worker, "add", 7)).extracting(Number::intValue).isEqualTo(12);
        assertThat(command(worker, "mirror", nested)).isEqualTo(nested);
        assertThat(command(worker, "mirror", null)).isNull();
    }

    @Test
    @Requirement("WRK-CTRL-005")
    void anUnknownCommandOneThatThrowsAndOneCutShortAreReported() {
        Worker worker = stage.running(WorkerSpec.of(Tally.class));

        assertThatThrownBy(() -> command(worker, "frobnicate", null))
                .isInstanceOf(WorkerException.class)
                .hasMessageContaining("frobnicate");
        assertThatThrownBy(() -> command(worker, "fail", "a reason of its own"))
                .isInstanceOf(WorkerException.class)
                .hasMessageContaining("a reason of its own");
        assertThat(worker.state()).isEqualTo(RUNNING);
        CompletableFuture<@Nullable Object> pending = worker.command("hang", null);
        stage.awaitMark(worker, "hanging");
        worker.kill();
        assertThatThrownBy(() -> Stage.await("the command that was cut short", pending))
                .isInstanceOf(WorkerException.class);
    }

    @Test
    @Requirement("WRK-CTRL-004")
    void aJavaWorkersQueryIsAnsweredByItsHandler() {
        Stage.assumeCan(Capability.JAVA);
        Worker worker = stage.running(WorkerSpec.of(Tally.class));
        command(worker, "add", 42);

        assertThat(Stage.await("the answer", worker.query()))
                .isEqualTo(
                        new WorkerStatus(
                                "the sum is 42",
                                List.of(
                                        Counter.of("sum", 42).withUnit("B").within(0, 1000),
                                        Counter.of("zero", 0))));
    }

    @Test
    @Requirement("WRK-CTRL-004")
    void aWorkerThatDoesNotSpeakTheProtocolIsReportedAsSuch() {
        Worker worker = stage.running(Workers.script(Scripts.lasting()));

        assertThatThrownBy(() -> Stage.await("the answer", worker.query()))
                .isInstanceOf(UnsupportedException.class);
        assertThat(worker.state()).isEqualTo(RUNNING);
    }

    private static @Nullable Object command(Worker worker, String name, @Nullable Object argument) {
        return Stage.await("the answer to " + name, worker.command(name, argument));
    }
}
