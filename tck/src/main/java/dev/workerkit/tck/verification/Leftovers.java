package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Capability;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.Alone;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.Echo;
import dev.workerkit.tck.leak.Leak;
import dev.workerkit.tck.leak.LeakAudit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What runtimes leave in their master; after all other verifications the runner looks, too. */
@Alone("Whatever is new in this JVM is taken for that of its own runtimes")
class Leftovers {

    private static final int TIMES = 3;

    @RegisterExtension final Stage stage = new Stage();

    @Test
    @Requirement("WRK-SPI-016")
    void ofRuntimesThatComeAndGoNothingIsLeft() {
        assertNothingIsLeft(this::lead);
    }

    @Test
    @Requirement("WRK-SPI-016")
    void ofRuntimesWhoseWorkersAreStillAtWorkNothingIsLeft() {
        assertNothingIsLeft(runtime -> stage.startIn(runtime, Workers.lasting()));
    }

    private interface Use {
        void of(WorkerRuntime runtime);
    }

    private void assertNothingIsLeft(Use use) {
        // What a JVM makes once it has from here on.
        go(use);
        LeakAudit audit = new LeakAudit(Optional.empty());
        for (int i = 1; i <= TIMES; i++) {
            audit.begins("runtime " + i);
            go(use);
            audit.ends("runtime " + i);
        }

        List<Leak> left = audit.leftOver(Stage.session().patience(Duration.ofSeconds(5)));

        assertThat(left).as("what is left of %d closed runtimes", TIMES).isEmpty();
    }

    private void go(Use use) {
        try (WorkerRuntime runtime = stage.open(RuntimeOptions.defaults())) {
            use.of(runtime);
        }
    }

    /** The whole life of a worker, with what is said on the way. */
    private void lead(WorkerRuntime runtime) {
        Worker worker = stage.startIn(runtime, Workers.lasting());
        Stage.await("the worker is ready", worker.ready());
        Stage.await("the stop", worker.stop());
        worker.remove();
        if (Stage.can(Capability.CHANNEL) && Stage.can(Capability.JAVA)) {
            Worker echo = runtime.start(WorkerSpec.of(Echo.class));
            echo.channel().send("hello");
            assertThat(echo.channel().receive(Stage.session().patience(Duration.ofSeconds(10))))
                    .isEqualTo("hello");
        }
    }
}
