package dev.workerkit.container;

import dev.workerkit.WorkerException;
import dev.workerkit.container.engine.Engine;
import dev.workerkit.container.engine.EngineEvent;
import dev.workerkit.container.engine.EventStream;
import dev.workerkit.os.MemoryKills;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Hears which containers of a runtime had a process killed for want of memory: from the engine, and
 * where that does not tell, from the kernel. The kernel takes the largest, which need not be the
 * worker's first; the worker ends with it all the same, rather than live on without a part of it.
 */
final class MemoryDeaths implements AutoCloseable {

    private static final String OUT_OF_MEMORY = "oom";

    /** The kernel's word comes at once, but by another thread. */
    private static final Duration WORD_LIMIT = Duration.ofMillis(50);

    private final Map<String, Runnable> victims = new ConcurrentHashMap<>();
    private final Map<String, MemoryKills> watched = new ConcurrentHashMap<>();
    private final Executor executor;
    private final Optional<EventStream> events;
    private final Optional<String> missing;

    MemoryDeaths(Engine engine, Nameplate nameplate, Executor executor) {
        this.executor = executor;
        boolean told = engine.facts().tellsMemoryKills();
        this.missing = told ? Optional.empty() : missingHere(engine);
        this.events =
                told
                        ? Optional.of(
                                engine.events(
                                        Map.of(WorkerLabels.RUNTIME, nameplate.token()),
                                        this::hear))
                        : Optional.empty();
    }

    private static Optional<String> missingHere(Engine engine) {
        return engine.facts().onThisMachine()
                ? MemoryKills.missing()
                : Optional.of("its containers are not of this machine");
    }

    /** Why kills of any process are not heard of; empty if they are. */
    Optional<String> missing() {
        return missing;
    }

    private void hear(EngineEvent event) {
        if (event.action().equals(OUT_OF_MEMORY)) {
            tell(event.id());
        }
    }

    private void tell(String container) {
        Runnable victim = victims.get(container);
        if (victim != null) {
            executor.execute(victim);
        }
    }

    /** What to do when a container has run out of memory. */
    void watch(String container, Runnable then) {
        victims.put(container, then);
    }

    /**
     * Its first process is there.
     *
     * @param processes of the container
     */
    void begun(HostProcesses processes) {
        if (events.isPresent() || missing.isPresent()) {
            return;
        }
        String container = processes.container().id();
        processes
                .memoryGroup()
                .ifPresent(
                        group -> {
                            try {
                                watched.put(
                                        container, MemoryKills.watch(group, () -> tell(container)));
                            } catch (WorkerException e) {
                                // It may have ended by now.
                                System.getLogger(MemoryDeaths.class.getName())
                                        .log(System.Logger.Level.DEBUG, "Can't watch " + group, e);
                            }
                        });
    }

    /** Whether the kernel killed a process of a container that has ended. */
    boolean hasHit(String container) {
        MemoryKills kills = watched.get(container);
        return kills != null && kills.happened(WORD_LIMIT);
    }

    /** The container has ended. */
    void forget(String container) {
        victims.remove(container);
        MemoryKills kills = watched.remove(container);
        if (kills != null) {
            kills.close();
        }
    }

    @Override
    public void close() {
        events.ifPresent(EventStream::close);
        watched.keySet().forEach(this::forget);
    }
}
