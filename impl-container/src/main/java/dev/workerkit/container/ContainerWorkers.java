package dev.workerkit.container;

import dev.workerkit.container.engine.Container;
import dev.workerkit.container.engine.Engine;
import dev.workerkit.container.engine.EngineException;
import dev.workerkit.launch.Birth;
import dev.workerkit.launch.Patrol;
import dev.workerkit.launch.Premises;
import dev.workerkit.launch.Spawner;
import dev.workerkit.launch.WorkerPlan;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Spawns workers as containers.
 *
 * @param engine runs them
 * @param premises of the runtime
 * @param nameplate names them
 * @param memoryDeaths tells of those that run out of memory
 * @param memory weighs them
 */
record ContainerWorkers(
        Engine engine,
        Premises premises,
        Nameplate nameplate,
        MemoryDeaths memoryDeaths,
        Patrol<HeldMemory> memory) {

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofSeconds(16);
    private static final Duration WEIGHED_EVERY = Duration.ofSeconds(1);

    static ContainerWorkers in(
            Engine engine, Premises premises, Nameplate nameplate, MemoryDeaths memoryDeaths) {
        Patrol<HeldMemory> memory =
                premises.patrols().patrol(WEIGHED_EVERY, all -> all.forEach(HeldMemory::weigh));
        return new ContainerWorkers(engine, premises, nameplate, memoryDeaths, memory);
    }

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

    /** Begins to weigh a container if it is to be recycled for its memory; tells how to end that. */
    Runnable weighed(Optional<HostProcesses> processes, Birth birth) {
        OptionalLong bytes = birth.plan().spec().recycle().residentBytes();
        if (bytes.isEmpty() || processes.isEmpty()) {
            return () -> {};
        }
        HeldMemory held =
                new HeldMemory(
                        processes.get(),
                        bytes.getAsLong(),
                        reason -> birth.reports().recycle(birth.number(), reason));
        memory.begin(held);
        return () -> memory.end(held);
    }

    /** Removes a container, again and again while the engine does not. */
    CompletableFuture<Void> removeForSure(Container container) {
        CompletableFuture<Void> removed = new CompletableFuture<>();
        remove(container, FIRST_RETRY, removed);
        return removed;
    }

    private void remove(Container container, Duration pause, CompletableFuture<Void> removed) {
        try {
            container.remove();
            removed.complete(null);
        } catch (EngineException e) {
            System.getLogger(ContainerWorkers.class.getName())
                    .log(System.Logger.Level.WARNING, "Can't remove a container yet", e);
            Duration next = pause.compareTo(LAST_RETRY) < 0 ? pause.multipliedBy(2) : pause;
            // Once the executor is closed this does nothing, and what is left is removed with all
            // that the runtime made.
            CompletableFuture.delayedExecutor(
                            pause.toMillis(), TimeUnit.MILLISECONDS, premises.executor())
                    .execute(() -> remove(container, next, removed));
        }
    }
}
