package dev.workerkit.container;

import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.fixture.Echo;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A master for tests that kill it: starts workers, tells their ids, and goes on starting more. */
final class BusyMaster {

    private BusyMaster() {}

    public static void main(String[] arguments) throws InterruptedException {
        WorkerRuntime runtime = WorkerRuntimes.open("container");
        List<Worker> workers =
                List.of(
                        runtime.start(WorkerSpec.shell("trap '' TERM; sleep 1000")),
                        runtime.start(WorkerSpec.of(Echo.class)),
                        runtime.start(WorkerSpec.shell("sleep 1000")));
        workers.forEach(worker -> worker.ready().join());
        workers.get(2).pause().join();
        workers.forEach(worker -> System.out.println(worker.id()));
        System.out.println("busy");
        if (arguments.length > 0) {
            new CountDownLatch(1).await();
        }
        while (true) {
            runtime.start(WorkerSpec.shell("sleep 1000")).kill().join();
        }
    }
}
