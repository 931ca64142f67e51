package dev.workerkit.local;

import dev.workerkit.Launch;
import dev.workerkit.launch.Premises;
import java.util.HashMap;
import java.util.Map;

/** The spares of a runtime, by what they can become. They end with the last worker that wants them. */
final class Spares {

    private final Premises premises;
    private final JavaLaunches launches;
    private final Map<Kind, SpareStock> stocks = new HashMap<>();
    private final Map<Kind, Integer> users = new HashMap<>();

    Spares(Premises premises, JavaLaunches launches) {
        this.premises = premises;
        this.launches = launches;
    }

    /**
     * What a process can't change any more once it is started. All else that workers differ in, their
     * names and arguments for example, they are told.
     */
    private record Kind(String className, WorkerEnvironment environment) {}

    /** What makes the incarnations of this Java worker of spares; until the worker is forgotten. */
    synchronized SparedSpawner spawner(
            ProcessPlan plan, Launch.JavaWorker launch, Processes processes) {
        Kind kind = new Kind(launch.className(), WorkerEnvironment.of(plan.worker().spec()));
        SpareStock stock = stocks.computeIfAbsent(kind, this::stockOf);
        users.merge(kind, 1, Integer::sum);
        return new SparedSpawner(plan, stock, processes, () -> leave(kind));
    }

    private SpareStock stockOf(Kind kind) {
        return new SpareStock(
                premises.executor(),
                () -> Spare.start(kind.className(), kind.environment(), premises, launches));
    }

    private synchronized void leave(Kind kind) {
        if (users.merge(kind, -1, Integer::sum) == 0) {
            users.remove(kind);
            stocks.remove(kind);
        }
    }
}
