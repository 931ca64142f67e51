package dev.workerkit.container.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Backoff;
import dev.workerkit.LogLine;
import dev.workerkit.Readiness;
import dev.workerkit.RestartIntensity;
import dev.workerkit.RestartPolicy;
import dev.workerkit.StopPolicy;
import dev.workerkit.UnsupportedException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import dev.workerkit.container.TestImage;
import dev.workerkit.container.WorkerLabels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commands in an image of which nothing is known: all goes by way of the manager. */
@Timeout(300)
class CommandsSwarmTest extends OnThreeNodes {

    private static WorkerSpec shell(String line) {
        return WorkerSpec.shell(line).withImage(TestImage.NAME).withRestart(RestartPolicy.never());
    }

    @Test
    void aShellLineRunsLogsAndEnds() {
        Worker worker = runtime.start(shell("echo hello; echo oops >&2; exit 3"));

        ended(worker);

        assertThat(exit(worker)).contains(new WorkerExit.Code(3));
        assertThat(lines(worker)).contains("hello", "oops");
        assertThat(services(worker)).isEmpty();
    }

    private static List<String> services(Worker worker) {
        return nodes.swarm().services(Map.of(WorkerLabels.WORKER, worker.id().value())).stream()
                .map(found -> found.name())
                .toList();
    }

    @Test
    void allOfTheOutputIsInTheLogOnce() {
        int count = 3000;
        Worker worker = runtime.start(shell("seq 1 " + count + "; sleep 1; seq 1 " + count));

        ended(worker);

        List<String> numbers = new ArrayList<>();
        worker.log().tail(10 * count).stream()
                .map(LogLine::text)
                .filter(text -> text.matches("\\d+"))
                .forEach(numbers::add);
        assertThat(numbers).hasSize(2 * count);
        assertThat(numbers.subList(count, 2 * count)).isEqualTo(numbers.subList(0, count));
        assertThat(numbers.get(count - 1)).isEqualTo(Integer.toString(count));
    }

    @Test
    void whoIsToldToStopHearsItAndItsCodeAndLastWordsAreKept() {
        Worker worker =
                runtime.start(
                        shell("trap 'echo bye; exit 7' TERM; echo up; while :; do sleep 0.1; done")
                                .withStop(StopPolicy.withGrace(Duration.ofSeconds(20))));
        running(worker);
        String node = nodes.nodeOf(worker);

        worker.stop().orTimeout(LIMIT, TimeUnit.SECONDS).join();

        assertThat(worker.snapshot().state()).isEqualTo(WorkerState.STOPPED);
        assertThat(exit(worker)).contains(new WorkerExit.Code(7));
        assertThat(lines(worker)).contains("up", "bye");
        assertThat(node).startsWith("node");
        assertThat(services(worker)).isEmpty();
    }

    @Test
    void whoDoesNotHeedItIsKilledWhenItsGraceIsOver() {
        Worker worker =
                runtime.start(
                        shell("trap '' TERM; echo up; while :; do sleep 0.1; done")
                                .withStop(StopPolicy.withGrace(Duration.ofSeconds(1))));
        running(worker);

        worker.stop().orTimeout(LIMIT, TimeUnit.SECONDS).join();

        assertThat(exit(worker)).contains(new WorkerExit.Code(137));
    }

    @Test
    void workersAreSpreadOverTheNodes() {
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < 2 * ThreeNodes.COUNT; i++) {
            workers.add(runtime.start(shell("sleep 1000")));
        }
        workers.forEach(CommandsSwarmTest::running);

        Map<String, Long> counts = new java.util.TreeMap<>();
        workers.forEach(worker -> counts.merge(nodes.nodeOf(worker), 1L, Long::sum));

        assertThat(counts)
                .hasSize(ThreeNodes.COUNT)
                .allSatisfy((node, n) -> assertThat(n).isEqualTo(2));
        assertThat(new HashSet<>(counts.values())).hasSize(1);
    }

    @Test
    void anImageThatTheNodeLacksIsToldWithTheNodeAndWhatToDo() {
        Worker worker = runtime.start(shell("exit 0").withImage("workerkit-test-nothing:7"));

        ended(worker);

        assertThat(exit(worker).orElseThrow().describe())
                .startsWith("not started: the node 'node")
                .contains("No such image: workerkit-test-nothing:7")
                .contains("docker load");
    }

    private static RestartPolicy twice() {
        return RestartPolicy.onFailure()
                .withDelay(Backoff.none())
                .withIntensity(new RestartIntensity(2, Duration.ofMinutes(5)));
    }

    @Test
    void whoFailsIsStartedAgainAsItsPolicySays() {
        Worker worker =
                runtime.start(
                        WorkerSpec.shell("echo again; exit 1")
                                .withImage(TestImage.NAME)
                                .withRestart(twice()));

        ended(worker);

        assertThat(lines(worker).stream().filter("again"::equals)).hasSize(3);
    }

    @Test
    void aCommandThatCanNotSayThatItIsReadyIsNotExpectedTo() {
        assertThatThrownBy(
                        () ->
                                runtime.start(
                                        shell("exit 0")
                                                .withReadiness(
                                                        Readiness.told(Duration.ofSeconds(9)))))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("readiness");
    }

    @Test
    void nothingIsLeftWhenTheRuntimeIsClosed() {
        Worker worker = runtime.start(shell("sleep 1000"));
        running(worker);
        Map<String, String> label = Map.of(WorkerLabels.WORKER, worker.id().value());

        runtime.close();

        assertThat(nodes.swarm().services(label)).isEmpty();
        assertThat(nodes.swarm().secrets(label)).isEmpty();
        assertThat(nodes.swarm().tasks(label)).isEmpty();
        nodes.awaitNoContainers(label);
    }
}
