package dev.workerkit.tck.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.RuntimeOptions;
import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a harness does wrong is told, with its name, and holds up nobody for long. */
class EvilHarnessTest {

    /** Long enough for Python to start on a busy machine, and all that a silent one costs. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final List<String> faults = new CopyOnWriteArrayList<>();

    private static Harness evil(String mode, String when) {
        return Harness.of(HarnessTest.REFERENCE + " " + mode + " " + when);
    }

    private WorkerRuntime open(String mode, String when) {
        return evil(mode, when).open(RuntimeOptions.defaults(), PATIENCE, faults::add);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    dies          | ended with exit code 7; it said last: I have had enough
                    garbage       | broke the protocol: a line is no JSON: Segmentation
                    array         | broke the protocol: a line is no JSON object but [1,2,3]
                    silence       | did not give its 'hello' within 5 s
                    huge          | wrote a line of more than 16777216 bytes
                    version       | it speaks the protocol 2; here 1 is spoken
                    name          | the 'name' in its hello is 'Not A Name'
                    capability    | it declares 'flying', which a harness can't: known are command
                    closed-output | closed its output, and lives on
                    orphan        | ended with exit code 7
                    """)
    void isToldWhenItDoesNotIntroduceItself(String mode, String what) {
        assertThatThrownBy(() -> evil(mode, "hello").hello(PATIENCE))
                .isInstanceOf(HarnessException.class)
                .hasMessageStartingWith("The harness '" + HarnessTest.REFERENCE)
                .hasMessageContaining(what);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    dies     | ended with exit code 7; it said last: I have had enough
                    garbage  | broke the protocol: a line is no JSON: Segmentation
                    silence  | did not give the answer to 'snapshot' within 5 s
                    id       | nobody waits for an answer with this 'id'
                    twice    | the answer to 'snapshot' has no field 'worker'
                    huge     | wrote a line of more than 16777216 bytes
                    flood    | it tells more than anybody can hear
                    field    | the answer to 'snapshot' has no field 'name'
                    kind     | 'kind' of an error is 'mood'
                    """)
    void isToldToAllWhoWait(String mode, String what) throws InterruptedException {
        WorkerRuntime runtime = open(mode, "snapshot");
        runtime.onEvent(event -> Waiting.forAWhile());
        Worker worker = runtime.start(WorkerSpec.shell("sleep 1000"));

        assertThatThrownBy(worker::snapshot)
                .isInstanceOf(HarnessException.class)
                .hasMessageContaining(what);
        assertThatThrownBy(() -> runtime.closed().orTimeout(9, TimeUnit.SECONDS).join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(HarnessException.class);
        assertThatThrownBy(worker::stop).isInstanceOf(HarnessException.class);
        assertThatThrownBy(runtime::close).isInstanceOf(HarnessException.class);
        assertThat(faults).singleElement().asString().contains(what);
    }

    @Test
    void whoeverComplainsWithoutEndHoldsUpNobody() {
        WorkerRuntime runtime = open("complaints", "snapshot");
        Worker worker = runtime.start(WorkerSpec.shell("sleep 1000"));

        assertThatThrownBy(worker::snapshot)
                .isInstanceOf(HarnessException.class)
                .hasMessageContaining("did not give the answer to 'snapshot' within 5 s");
    }

    @Test
    void oneThatDoesNotEndIsKilledAndTold() {
        WorkerRuntime runtime = open("end", "close");

        runtime.close();

        assertThat(faults)
                .singleElement()
                .asString()
                .contains("did not end within 5 s after its input had ended");
    }

    @Test
    void oneThatCanNotBeRunIsTold() {
        assertThatThrownBy(() -> Harness.of("no-such-program").hello(PATIENCE))
                .isInstanceOf(HarnessException.class)
                .hasMessageContaining("The harness 'no-such-program' ended with exit code 127")
                .hasMessageContaining("not found");
    }

    /** A listener that takes its time, as a verification's may. */
    private static final class Waiting {

        static void forAWhile() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
