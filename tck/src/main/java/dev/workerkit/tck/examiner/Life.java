package dev.workerkit.tck.examiner;

import dev.workerkit.Capability;
import dev.workerkit.RestartPolicy;
import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.fixture.Exiting;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A worker that ends at once, by whose life it is measured how patient to be.
 *
 * @param needed what a runtime must declare for it
 * @param worker how it is started
 * @param usual where deadlines are as given, it takes no longer
 */
record Life(Capability needed, WorkerSpec worker, Duration usual) {

    private static final List<Life> KINDS =
            List.of(
                    new Life(Capability.SHELL, WorkerSpec.shell("exit 0"), Duration.ofMillis(100)),
                    new Life(
                            Capability.JAVA,
                            WorkerSpec.of(Exiting.class, 0),
                            Duration.ofMillis(400)));

    /** Those that a runtime with these capabilities can lead. */
    static List<Life> of(Set<Capability> capabilities) {
        return KINDS.stream().filter(kind -> capabilities.contains(kind.needed())).toList();
    }

    /** Leads it once: how many times as long as usual it takes. */
    double timeScale(WorkerRuntime runtime) {
        long start = System.nanoTime();
        Worker led = runtime.start(worker.withRestart(RestartPolicy.never()));
        led.ended().join();
        long took = System.nanoTime() - start;
        led.remove();
        return (double) took / usual.toNanos();
    }
}
