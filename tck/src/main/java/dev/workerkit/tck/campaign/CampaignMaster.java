package dev.workerkit.tck.campaign;

import dev.workerkit.SpecException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The master of a campaign, in a process of its own, with a worker for each lane. */
public final class CampaignMaster {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int POLL_MILLIS = 10;

    private CampaignMaster() {}

    /** Takes the runtime's name, the campaign's folder, and the number of lanes. */
    public static void main(String... arguments) throws InterruptedException {
        List<Lane> lanes =
                IntStream.range(0, Integer.parseInt(arguments[2]))
                        .mapToObj(number -> new Lane(Path.of(arguments[1]), number))
                        .toList();
        try (WorkerRuntime runtime = WorkerRuntimes.open(arguments[0])) {
            List<Thread> receiving = new ArrayList<>();
            for (Lane lane : lanes) {
                Worker worker = start(runtime, lane);
                Correspondent correspondent =
                        new Correspondent(worker.channel(), lane, Lane.End.MASTER);
                thread(correspondent::send);
                receiving.add(thread(() -> correspondent.receive(() -> Files.exists(lane.over()))));
            }
            for (Thread thread : receiving) {
                thread.join();
            }
        }
    }

    private static Thread thread(Runnable body) {
        Thread thread = new Thread(body);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** As soon as the folder is free: the worker of a master before may not be quite dead. */
    private static Worker start(WorkerRuntime runtime, Lane lane) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return runtime.start(LaneWorkers.spec(lane, runtime.capabilities()));
            } catch (SpecException e) {
                boolean inUse = e.field().startsWith("channel");
                if (!inUse || System.nanoTime() > end || Files.exists(lane.over())) {
                    throw e;
                }
                Thread.sleep(POLL_MILLIS);
            }
        }
    }
}
