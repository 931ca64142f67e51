package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.STOPPED;
import static dev.workerkit.WorkerState.STOPPING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.RuntimeClosedException;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.SpecException;
import dev.workerkit.StopPolicy;
import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import dev.workerkit.tck.Alone;
import dev.workerkit.tck.Requirement;
import java.time.Duration;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What closing a runtime does, and how long it may take. */
class Closing {

    private static final int WORKERS = 8;
    private static final Duration EACH = Duration.ofMillis(400);

    @RegisterExtension final Stage stage = new Stage();

    @Test
    @Alone("it judges how long closing takes")
    @Requirement("WRK-STOP-007")
    void closingStopsAllWorkersSideBySide() {
        WorkerRuntime runtime = stage.runtime();
        List<Worker> workers =
                Stream.generate(() -> stage.armed(Workers.polite(0, EACH))).limit(WORKERS).toList();
        long begin = System.nanoTime();

        runtime.close();

        Stage.session()
                .within(
                        "the close of a runtime whose workers take a while",
                        EACH,
                        // Half of what one after the other would take.
                        EACH.multipliedBy(WORKERS / 2 - 1),
                        Duration.ofNanos(System.nanoTime() - begin));
        assertThat(workers).extracting(Worker::state).containsOnly(STOPPED);
        assertThat(numbersOf(workers, STOPPING).getMax())
                .as("number of the event by which the last is told to stop")
                .isLessThan(numbersOf(workers, STOPPED).getMin());
    }

    private LongSummaryStatistics numbersOf(List<Worker> workers, WorkerState to) {
        return workers.stream()
                .mapToLong(worker -> stage.history().event(worker, 1, to).sequence())
                .summaryStatistics();
    }

    @Test
    @Alone("it judges how long closing takes")
    @Requirement("WRK-STOP-007")
    void closingKillsWorkersThatOutlastTheirGraceSideBySide() {
        WorkerSpec spec = Workers.stubborn().withStop(StopPolicy.withGrace(EACH));
        WorkerRuntime runtime = stage.runtime();
        List<Worker> workers = Stream.generate(() -> stage.armed(spec)).limit(WORKERS).toList();
        long begin = System.nanoTime();

        runtime.close();

        Stage.session()
                .within(
                        "the close of a runtime whose workers outlast their grace",
                        EACH,
                        // Half of what one after the other would take.
                        EACH.multipliedBy(WORKERS / 2 - 1),
                        Duration.ofNanos(System.nanoTime() - begin));
        assertThat(workers).extracting(Worker::state).containsOnly(STOPPED);
    }

    @Test
    @Requirement("WRK-STOP-008")
    void aGraceBeyondTheStopDeadlineIsRefused() {
        WorkerRuntime runtime =
                stage.open(RuntimeOptions.defaults().withStopDeadline(Duration.ofSeconds(5)));
        WorkerSpec spec = Workers.lasting().withName("patient");

        assertThatThrownBy(() -> runtime.start(withGrace(spec, 6)))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("grace")
                .hasMessageContaining("6")
                .hasMessageContaining("5");

        assertThat(runtime.workers()).isEmpty();
        assertThat(runtime.start(withGrace(spec, 5)).name()).isEqualTo("patient");
    }

    private static WorkerSpec withGrace(WorkerSpec spec, int seconds) {
        return spec.withStop(StopPolicy.withGrace(Duration.ofSeconds(seconds)));
    }

    @Test
    @Requirement("WRK-SPI-008")
    void aClosedRuntimeStartsNothingAndCanBeClosedAgain() {
        WorkerRuntime runtime = stage.runtime();
        Worker worker = stage.running(Workers.lasting());

        runtime.close();
        runtime.close();

        assertThat(worker.state()).isEqualTo(STOPPED);
        assertThatThrownBy(() -> runtime.start(Workers.lasting()))
                .isInstanceOf(RuntimeClosedException.class);
        assertThatThrownBy(worker::start).isInstanceOf(RuntimeClosedException.class);
        assertThat(worker.state()).isEqualTo(STOPPED);
    }
}
