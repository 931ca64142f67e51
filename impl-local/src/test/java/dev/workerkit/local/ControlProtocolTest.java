package dev.workerkit.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Readiness;
import dev.workerkit.Worker;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A worker in another language speaks the control protocol with its standard library alone. */
class ControlProtocolTest {

    private static final Path SCRIPT =
            Path.of("src", "test", "resources", "dev", "workerkit", "local", "worker.py")
                    .toAbsolutePath();

    @Test
    void aPythonWorkerTakesPart() throws Exception {
        try (WorkerRuntime runtime = WorkerRuntimes.open("local")) {
            Worker worker =
                    runtime.start(
                            WorkerSpec.command("python3", SCRIPT.toString())
                                    .withReadiness(Readiness.told(Duration.ofSeconds(30))));

            WorkerSnapshot ready = worker.ready().get(30, TimeUnit.SECONDS);
            assertThat(ready.state()).isEqualTo(WorkerState.RUNNING);
            assertThat(worker.query().get(30, TimeUnit.SECONDS).text()).isEqualTo("0 jobs done");
            assertThat(worker.command("work", 3).get(30, TimeUnit.SECONDS)).isEqualTo(3);
            assertThat(worker.query().get(30, TimeUnit.SECONDS).text()).isEqualTo("3 jobs done");

            WorkerSnapshot stopped = worker.stop().get(30, TimeUnit.SECONDS);
            assertThat(stopped.state()).isEqualTo(WorkerState.STOPPED);
            assertThat(stopped.lastExit()).contains(new WorkerExit.Code(0));
        }
    }

    @Test
    void theScriptIsShort() throws Exception {
        assertThat(java.nio.file.Files.readAllLines(SCRIPT)).hasSizeLessThan(20);
    }
}
