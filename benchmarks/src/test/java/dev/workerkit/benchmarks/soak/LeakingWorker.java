package dev.workerkit.benchmarks.soak;

import dev.workerkit.worker.WorkerContext;
import java.util.ArrayList;
import java.util.List;

/** Forgets nothing. */
public final class LeakingWorker extends SoakWorker {

    private static final int BYTES = 100_000;

    private final List<byte[]> kept = new ArrayList<>();

    /** With the same arguments. */
    public LeakingWorker(String pause, String work) {
        super(pause, work);
    }

    @Override
    public Object perform(Object task, WorkerContext context) {
        kept.add(new byte[BYTES]);
        return super.perform(task, context);
    }
}
