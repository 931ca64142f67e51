package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.LogFilter;
import dev.workerkit.LogLine;
import dev.workerkit.LogStream;
import dev.workerkit.RestartPolicy;
import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntime.Subscription;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.Requirement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The logs of all workers of a runtime as one. */
class LogOfAll {

    private static final LogFilter OUTPUT = LogFilter.all().withStreams(LogStream.OUT);

    @RegisterExtension final Stage stage = new Stage();

    private Worker ended(String name, String script) {
        Worker worker = stage.start(script(name, script));
        Stage.ended(worker);
        return worker;
    }

    private static WorkerSpec script(String name, String script) {
        return Workers.script(script).withName(name).withRestart(RestartPolicy.never());
    }

    @Test
    @Requirement("WRK-LOG-010")
    void showsWhatHappenedFirstFirst() {
        Worker one = ended("one", "echo a; echo b");
        Worker two = ended("two", "echo c");
        one.start();
        Stage.session()
                .await("it has run again", () -> one.log().tail(5, OUTPUT).size(), n -> n == 4);
        Stage.ended(one);

        assertThat(stage.runtime().log().tail(100, OUTPUT))
                .extracting(line -> line.name() + " " + line.text())
                .containsExactly("one a", "one b", "two c", "one a", "one b");
        assertThat(stage.runtime().log().tail(2, OUTPUT.withWorkers("two", one.id().value())))
                .extracting(LogLine::text)
                .containsExactly("a", "b");
        assertThat(stage.runtime().log().tail(100, OUTPUT.withWorkers("two")))
                .extracting(LogLine::worker)
                .containsExactly(two.id());
        assertThat(stage.runtime().log().tail(100)).hasSize(5 + 2 * 3);
    }

    @Test
    @Requirement("WRK-LOG-010")
    void hasAllLinesOfThoseWhoWriteAtTheSameTime() {
        WorkerRuntime runtime = stage.runtime();
        Queue<LogLine> followed = new ConcurrentLinkedQueue<>();
        Subscription following = runtime.log().follow(0, followed::add);
        String counting = "i=0; while [ $i -lt 1000 ]; do i=$((i + 1)); echo $i; done";
        List<Worker> workers =
                IntStream.range(0, 3)
                        .mapToObj(i -> stage.start(script("worker" + i, counting)))
                        .toList();
        workers.forEach(Stage::ended);
        following.close();

        List<LogLine> all = runtime.log().tail(10_000);

        List<LogLine> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparing(LogLine::time));
        assertThat(all).hasSize(3 * 1002).isEqualTo(sorted);
        for (Worker worker : workers) {
            assertThat(all.stream().filter(line -> line.worker().equals(worker.id())))
                    .containsExactlyElementsOf(worker.log().tail(2000));
        }
        assertThat(List.copyOf(followed)).as("what was followed").isEqualTo(all);
    }

    @Test
    @Requirement("WRK-LOG-010")
    void hasNoLinesOfAnotherRuntimeNorOfAWorkerThatWasRemoved() {
        Worker gone = ended("gone", "echo gone");
        ended("here", "echo here");
        WorkerRuntime other = stage.open(dev.workerkit.RuntimeOptions.defaults());
        Stage.ended(stage.startIn(other, script("there", "echo there")));
        gone.remove();

        Stage.session()
                .await(
                        "the log has what remains",
                        () ->
                                stage.runtime().log().tail(100, OUTPUT).stream()
                                        .map(LogLine::text)
                                        .toList(),
                        texts -> texts.equals(List.of("here")));
    }
}
