package dev.workerkit.container.swarm;

import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.WorkerSpec;
import dev.workerkit.container.TestImage;
import dev.workerkit.tck.fixture.Echo;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A master for tests that kill it: starts workers, and tells their ids. */
final class SwarmMaster {

    private SwarmMaster() {}

    public static void main(String[] arguments) throws InterruptedException {
        WorkerRuntime runtime = WorkerRuntimes.open("swarm", ThreeNodes.options());
        List<Worker> workers =
                List.of(
                        runtime.start(WorkerSpec.of(Echo.class)),
                        runtime.start(WorkerSpec.shell("trap '' TERM; sleep 1000")),
                        runtime.start(WorkerSpec.shell("sleep 1000").withImage(TestImage.NAME)));
        workers.forEach(worker -> worker.ready().join());
        workers.forEach(worker -> System.out.println(worker.id()));
        System.out.println("busy");
        new CountDownLatch(1).await();
    }
}
