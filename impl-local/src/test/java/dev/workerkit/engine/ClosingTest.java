package dev.workerkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Capability;
import dev.workerkit.LogView;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.UnsupportedException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerSpec;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Closing a runtime while several threads use it. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClosingTest {

    private static final WorkerSpec SPEC = WorkerSpec.command("true");

    /** Closing it waits until a test says so. */
    private static final class SimulatedLauncher implements Launcher {
        final CountDownLatch closing = new CountDownLatch(1);
        final CountDownLatch mayClose = new CountDownLatch(1);
        final Deque<SimulatedWorkplace> places = new ArrayDeque<>();
        volatile boolean closed;

        @Override
        public Set<Capability> capabilities() {
            return EnumSet.noneOf(Capability.class);
        }

        @Override
        public void check(WorkerSpec spec) {}

        @Override
        public Workplace admit(WorkerId id, String name, WorkerSpec spec) {
            return places.removeFirst();
        }

        @Override
        public LogView log() {
            throw new UnsupportedException("Simulated workers have no logs");
        }

        @Override
        public void close() {
            closing.countDown();
            try {
                mayClose.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            closed = true;
        }
    }

    private final SimulatedLauncher launcher = new SimulatedLauncher();
    private final SupervisedRuntime runtime =
            new SupervisedRuntime(
                    "simulated",
                    RuntimeOptions.defaults(),
                    launcher,
                    Optional.empty(),
                    StartGate.open());

    @Test
    void oneThatSomebodyElseRemovesMeanwhileDoesNotBreakOffTheClosing() {
        launcher.mayClose.countDown();
        SimulatedWorkplace second = new SimulatedWorkplace();
        launcher.places.add(
                new SimulatedWorkplace() {
                    @Override
                    public void askToStop(int incarnation, Duration grace) {
                        super.askToStop(incarnation, grace);
                        removeNow("second");
                        end(new WorkerExit.Code(0));
                    }
                });
        launcher.places.add(second);
        runtime.start(SPEC.withName("first"));
        Worker removed = runtime.start(SPEC.withName("second"));
        second.end(new WorkerExit.Code(0));
        removed.ended().join();

        runtime.close();

        assertThat(launcher.closed).isTrue();
        assertThat(runtime.workers()).isEmpty();
    }

    /** Returns when the engine, on whose thread this is, has it to do next. */
    private void removeNow(String name) {
        Thread other = new Thread(() -> runtime.worker(name).orElseThrow().remove());
        other.start();
        while (other.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whoClosesSecondReturnsWhenAllIsClosedToo() throws Exception {
        Thread first = new Thread(runtime::close);
        first.start();
        launcher.closing.await();
        Thread second = new Thread(runtime::close);
        second.start();

        second.join(Duration.ofMillis(200).toMillis());
        assertThat(second.isAlive()).as("waits for the first").isTrue();
        launcher.mayClose.countDown();
        second.join();
        assertThat(launcher.closed).isTrue();
        first.join();
    }
}
