package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Worker;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.SharedAnswerer;
import dev.workerkit.tck.fixture.SharedRecorder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Handlers of many masters that have only one. */
class DedicatedHandlers {

    @RegisterExtension final Stage stage = new Stage();

    @Test
    @Requirement("WRK-SHARED-010")
    void theMasterIsTheOnlyPeer() {
        Worker worker = stage.start(WorkerSpec.of(SharedRecorder.class, "none"));
        worker.channel().send("one");
        worker.channel().send("two");
        assertThat(Inbox.of(worker.channel()).next()).isEqualTo("one");
        assertThat(Inbox.of(worker.channel()).next()).isEqualTo("two");
        Stage.await("the status", worker.query());
        assertThat(Stage.await("the stop", worker.stop()).lastExit())
                .contains(new WorkerExit.Code(0));

        List<String> marks = stage.marks(worker);
        assertThat(marks.stream().map(DedicatedHandlers::call))
                .containsExactly(
                        "initialize",
                        "connect",
                        "message",
                        "message",
                        "query",
                        "stop",
                        "disconnect",
                        "terminate");
        assertThat(marks.stream().map(mark -> mark.substring(mark.lastIndexOf(' ') + 1)).distinct())
                .as("threads")
                .hasSize(1);
    }

    private static String call(String mark) {
        return mark.substring(0, mark.indexOf(' '));
    }

    @Test
    @Requirement("WRK-SHARED-010")
    void itAnswersWhenAndFromWhereItLikes() {
        Worker worker = stage.start(WorkerSpec.of(SharedAnswerer.class));

        assertThat(ask(worker, "thread")).isEqualTo("thread false");
        assertThat(ask(worker, "task")).isEqualTo("task true");
        assertThat(ask(worker, "later")).isEqualTo("later true");
        assertThat(ask(worker, "all")).isEqualTo("to all");
    }

    private static Object ask(Worker worker, String message) {
        worker.channel().send(message);
        return Inbox.of(worker.channel()).next();
    }

    @Test
    @Requirement("WRK-SHARED-010")
    void oneThatEndsItselfCompletes() {
        Worker worker = stage.start(WorkerSpec.of(SharedRecorder.class, "none"));
        worker.channel().send("stop");

        assertThat(Stage.ended(worker).lastExit()).contains(new WorkerExit.Code(0));
        assertThat(stage.marks(worker).stream().map(DedicatedHandlers::call))
                .endsWith("message", "stop", "disconnect", "terminate");
    }
}
