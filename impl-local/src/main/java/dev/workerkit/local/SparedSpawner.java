package dev.workerkit.local;

import dev.workerkit.WorkerException;
import dev.workerkit.launch.Birth;
import dev.workerkit.launch.Incarnation;
import dev.workerkit.launch.Spawner;
import java.util.Optional;

/** Makes the incarnations of a worker of spares where there are any, and starts the others. */
final class SparedSpawner implements Spawner {

    private static final System.Logger LOG = System.getLogger(SparedSpawner.class.getName());

    private final ProcessPlan plan;
    private final SpareStock stock;
    private final Processes processes;
    private final Runnable onForget;

    SparedSpawner(ProcessPlan plan, SpareStock stock, Processes processes, Runnable onForget) {
        this.plan = plan;
        this.stock = stock;
        this.onForget = onForget;
        // Not before, for the start of a spare would take the processor from that of the worker.
        this.processes = processes.alsoWhenJavaRuns(stock::replenish);
    }

    @Override
    public Incarnation spawn(Birth birth) {
        stock.hold(this, plan.worker().spec().spares());
        Birth watched = birth.withOnEnd(birth.onEnd().andThen(exit -> stock.replenish()));
        return fromSpare(watched)
                .orElseGet(() -> ProcessIncarnation.spawn(plan, watched, processes));
    }

    private Optional<Incarnation> fromSpare(Birth birth) {
        Optional<Spare> spare = stock.take();
        try {
            return spare.map(taken -> ProcessIncarnation.takeUp(taken, birth, processes));
        } catch (WorkerException e) {
            LOG.log(System.Logger.Level.INFO, "A spare could not be used", e);
            return Optional.empty();
        }
    }

    @Override
    public void retire() {
        stock.release(this);
    }

    @Override
    public void forget() {
        stock.release(this);
        onForget.run();
    }
}
