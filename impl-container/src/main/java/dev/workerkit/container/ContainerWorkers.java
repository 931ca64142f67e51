package dev.workerkit.container;

import dev.workerkit.container.engine.Container;
import dev.workerkit.container.engine.Engine;
import dev.workerkit.container.engine.EngineException;
import dev.workerkit.launch.Premises;
import dev.workerkit.launch.Spawner;
import dev.workerkit.launch.WorkerPlan;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Spawns workers as containers.
 *
 * @param engine runs them
 * @param premises of the runtime
 * @param nameplate names them
 * @param memoryDeaths tells of those that run out of memory
 */
record ContainerWorkers(
        Engine engine, Premises premises, Nameplate nameplate, MemoryDeaths memoryDeaths) {

    private static final Duration RETRY = Duration.ofSeconds(1);

    /** Spawns the incarnations of a worker. */
    Spawner of(ContainerPlan plan) {
        return new ContainerSpawner(plan, this);
    }

    /** Whether processes of containers are processes of this machine. */
    boolean isHere() {
        return engine.facts().onThisMachine();
    }

    /** Whether the worker's own process is not the first of its container. */
    boolean underInit(WorkerPlan plan) {
        return engine.facts().hasInit() && !plan.isJava();
    }

    /** Removes a container, again and again while the engine is gone. */
    void removeForSure(Container container) {
        try {
            container.remove();
        } catch (EngineException e) {
            System.getLogger(ContainerWorkers.class.getName())
                    .log(System.Logger.Level.DEBUG, "Can't remove a container yet", e);
            try {
                later().execute(() -> removeForSure(container));
            } catch (RejectedExecutionException closed) {
                // What is left then is removed with all that the runtime made.
                e.addSuppressed(closed);
            }
        }
    }

    private Executor later() {
        return CompletableFuture.delayedExecutor(
                RETRY.toMillis(), TimeUnit.MILLISECONDS, premises.executor());
    }
}
