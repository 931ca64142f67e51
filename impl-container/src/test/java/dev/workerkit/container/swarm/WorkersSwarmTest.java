package dev.workerkit.container.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.RestartPolicy;
import dev.workerkit.Worker;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import dev.workerkit.container.WorkerLabels;
import dev.workerkit.tck.fixture.Echo;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workers beside which a relay runs that is connected to their master. */
@Timeout(300)
class WorkersSwarmTest extends OnThreeNodes {

    @Test
    void aShellLineRunsLogsAndEnds() {
        Worker worker =
                runtime.start(
                        WorkerSpec.shell("echo hello; echo oops >&2; exit 3")
                                .withRestart(RestartPolicy.never()));

        ended(worker);

        assertThat(exit(worker)).contains(new WorkerExit.Code(3));
        assertThat(lines(worker)).contains("hello", "oops");
    }

    @Test
    void aJavaWorkerBecomesReadyAndEndsWhenItIsStopped() {
        long begin = System.nanoTime();
        Worker worker = runtime.start(WorkerSpec.of(Echo.class));
        running(worker);
        System.out.println("Ready after " + (System.nanoTime() - begin) / 1_000_000 + " ms");

        long stop = System.nanoTime();
        worker.stop().orTimeout(LIMIT, TimeUnit.SECONDS).join();

        System.out.println("Stopped after " + (System.nanoTime() - stop) / 1_000_000 + " ms");
        assertThat(worker.snapshot().state()).isEqualTo(WorkerState.STOPPED);
        assertThat(exit(worker)).contains(new WorkerExit.Code(0));
        Map<String, String> label = Map.of(WorkerLabels.WORKER, worker.id().value());
        assertThat(nodes.swarm().services(label)).isEmpty();
        assertThat(nodes.swarm().secrets(label)).isEmpty();
    }

    @Test
    void aWorkerThatIsKilledIsGoneAtOnce() {
        Worker worker =
                runtime.start(
                        WorkerSpec.shell("trap '' TERM; sleep 1000")
                                .withRestart(RestartPolicy.never()));
        running(worker);

        long begin = System.nanoTime();
        worker.kill().orTimeout(LIMIT, TimeUnit.SECONDS).join();

        assertThat(System.nanoTime() - begin)
                .as("%s", worker.log().tail(100))
                .isLessThan(Duration.ofSeconds(2).toNanos());
        assertThat(exit(worker)).contains(new WorkerExit.Code(137));
    }

    @Test
    void aCommandIsPausedAndGoesOn() throws Exception {
        Worker worker =
                runtime.start(
                        WorkerSpec.shell("while :; do echo tick; sleep 0.05; done")
                                .withRestart(RestartPolicy.never()));
        running(worker);

        worker.pause().get(LIMIT, TimeUnit.SECONDS);
        assertThat(worker.snapshot().state()).isEqualTo(WorkerState.PAUSED);
        worker.resume().get(LIMIT, TimeUnit.SECONDS);

        assertThat(worker.snapshot().state()).isEqualTo(WorkerState.RUNNING);
    }
}
