package dev.workerkit.container;

import dev.workerkit.container.engine.Engine;
import dev.workerkit.container.engine.EngineEvent;
import dev.workerkit.container.engine.EventStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Hears which containers of a runtime had a process killed for want of memory. The kernel takes the
 * largest, which need not be the worker's first; the worker ends with it all the same, rather than
 * live on without a part of it.
 */
final class MemoryDeaths implements AutoCloseable {

    private static final String OUT_OF_MEMORY = "oom";

    private final Map<String, Runnable> victims = new ConcurrentHashMap<>();
    private final Executor executor;
    private final EventStream events;

    MemoryDeaths(Engine engine, Nameplate nameplate, Executor executor) {
        this.executor = executor;
        this.events = engine.events(Map.of(WorkerLabels.RUNTIME, nameplate.token()), this::hear);
    }

    private void hear(EngineEvent event) {
        Runnable victim = event.action().equals(OUT_OF_MEMORY) ? victims.get(event.id()) : null;
        if (victim != null) {
            executor.execute(victim);
        }
    }

    /** What to do when a container has run out of memory. */
    void watch(String container, Runnable then) {
        victims.put(container, then);
    }

    /** The container has ended. */
    void forget(String container) {
        victims.remove(container);
    }

    @Override
    public void close() {
        events.close();
    }
}
