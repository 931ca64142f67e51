package dev.workerkit.container;

import dev.workerkit.WorkerId;
import dev.workerkit.container.engine.Container;
import dev.workerkit.container.engine.ContainerSpec;
import dev.workerkit.container.engine.EngineException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Sees to it that no two containers of one worker are there at once, whatever becomes of what the
 * engine was asked for.
 */
final class Leftovers {

    private final ContainerWorkers workers;
    private final WorkerId worker;
    private CompletableFuture<Void> removal = CompletableFuture.completedFuture(null);

    /** For ever: what an engine was asked to create may appear much later. */
    private boolean unsure;

    Leftovers(ContainerWorkers workers, WorkerId worker) {
        this.workers = workers;
        this.worker = worker;
    }

    /**
     * Removes what earlier incarnations may have left.
     *
     * @throws EngineException if it can't be done; the next must not be begun then
     */
    void clear() {
        if (mayBeThere()) {
            workers.engine()
                    .containers()
                    .list(
                            Map.of(
                                    WorkerLabels.RUNTIME, workers.nameplate().token(),
                                    WorkerLabels.WORKER, worker.value()))
                    .forEach(found -> found.container().remove());
        }
    }

    private synchronized boolean mayBeThere() {
        return unsure || !removal.isDone();
    }

    /** Creates the next container. */
    Container create(ContainerSpec spec) {
        try {
            return workers.engine().containers().create(spec);
        } catch (EngineException e) {
            // It may have been created all the same.
            synchronized (this) {
                unsure = true;
            }
            remove(workers.engine().containers().of(spec.name()));
            throw e;
        }
    }

    /** Removes a container as soon as the engine does. */
    void remove(Container container) {
        CompletableFuture<Void> removed = workers.removeForSure(container);
        synchronized (this) {
            removal = removed;
        }
    }
}
