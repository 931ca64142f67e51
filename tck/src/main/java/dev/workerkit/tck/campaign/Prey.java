package dev.workerkit.tck.campaign;

import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.leak.MarkedProcesses;
import dev.workerkit.worker.RawWorker;
import dev.workerkit.worker.WorkerContext;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/** A worker that does nothing, to see whether its process can be found and so be killed. */
public final class Prey implements RawWorker {

    private static final String VARIABLE = "TCK_CAMPAIGN_PREY";

    /** Made by its host. */
    public Prey() {}

    @Override
    public void run(WorkerContext context) throws InterruptedException {
        new CountDownLatch(1).await();
    }

    /** Whether this process sees those of a runtime's workers. */
    static boolean isSeen(WorkerRuntime runtime) {
        String mark = UUID.randomUUID().toString();
        Worker worker = runtime.start(WorkerSpec.of(Prey.class).withEnvironment(VARIABLE, mark));
        worker.ready().join();
        return !MarkedProcesses.bearing(mark).isEmpty();
    }
}
