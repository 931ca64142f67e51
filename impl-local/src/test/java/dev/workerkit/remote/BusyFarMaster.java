package dev.workerkit.remote;

import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.WorkerSpec;

/** A master with a worker that talks with it all the time. */
final class BusyFarMaster {

    private BusyFarMaster() {}

    public static void main(String[] arguments) {
        try (WorkerRuntime runtime = WorkerRuntimes.open("nearby")) {
            Worker worker = runtime.start(WorkerSpec.of(Counting.class));
            for (int round = 0; true; round++) {
                worker.channel().send("100");
                for (int i = 1; i <= 100; i++) {
                    worker.channel().receive();
                }
                if (round == 0) {
                    System.out.println("busy");
                }
            }
        }
    }
}
