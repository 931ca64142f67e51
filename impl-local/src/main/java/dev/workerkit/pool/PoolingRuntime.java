package dev.workerkit.pool;

import dev.workerkit.Capability;
import dev.workerkit.DuplicateNameException;
import dev.workerkit.GroupSpec;
import dev.workerkit.KillSwitch;
import dev.workerkit.LogView;
import dev.workerkit.PoolSpec;
import dev.workerkit.RuntimeClosedException;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.SharedWorker;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.Worker;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerGroup;
import dev.workerkit.WorkerPool;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSpec;
import dev.workerkit.engine.OwningRuntime;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Adds pools to a runtime whose workers have channels of {@link dev.workerkit.channel}. */
public final class PoolingRuntime implements WorkerRuntime {

    private final OwningRuntime workers;
    private final RuntimeOptions options;
    private final JavaMembers java;
    private final Threads threads;

    /** By name, in the order of their start; absent pools are names that are being taken. */
    private final Map<String, Optional<SupervisedPool>> pools = new LinkedHashMap<>();

    private int named;
    private boolean closing;

    /**
     * Adds pools to this runtime, which it closes in the end.
     *
     * @param options those with which the runtime was opened
     */
    public PoolingRuntime(OwningRuntime workers, RuntimeOptions options, JavaMembers java) {
        this.workers = workers;
        this.options = options;
        this.java = java;
        this.threads = new Threads(workers.name());
        // The end of a worker may have shut it down.
        workers.closed().thenRunAsync(this::closePools, threads.blocking());
    }

    @Override
    public String name() {
        return workers.name();
    }

    @Override
    public Set<Capability> capabilities() {
        Set<Capability> all = EnumSet.copyOf(workers.capabilities());
        all.add(Capability.POOL);
        return Collections.unmodifiableSet(all);
    }

    @Override
    public KillSwitch killSwitch() {
        return workers.killSwitch();
    }

    @Override
    public Worker start(WorkerSpec spec) {
        return workers.start(spec);
    }

    @Override
    public List<Worker> workers() {
        return workers.workers();
    }

    @Override
    public Optional<Worker> worker(String name) {
        return workers.worker(name);
    }

    @Override
    public WorkerGroup startGroup(GroupSpec spec) {
        return workers.startGroup(spec);
    }

    @Override
    public List<WorkerGroup> groups() {
        return workers.groups();
    }

    @Override
    public Optional<WorkerGroup> group(String name) {
        return workers.group(name);
    }

    @Override
    public WorkerPool startPool(PoolSpec spec) {
        String name = reserve(spec);
        SupervisedPool pool = null;
        try {
            PoolSpec applied = options.bootstrap().applyTo(spec);
            pool = new SupervisedPool(name, applied, workers, java, threads, this::forget);
        } finally {
            settle(name, Optional.ofNullable(pool));
        }
        return pool;
    }

    private synchronized String reserve(PoolSpec spec) {
        if (closing) {
            throw new RuntimeClosedException(name());
        }
        String name = spec.name().orElseGet(this::freeName);
        if (pools.containsKey(name)) {
            throw new DuplicateNameException("pool", name);
        }
        pools.put(name, Optional.empty());
        return name;
    }

    private String freeName() {
        return Stream.generate(() -> "pool-" + ++named)
                .filter(candidate -> !pools.containsKey(candidate))
                .findFirst()
                .orElseThrow();
    }

    private synchronized void settle(String name, Optional<SupervisedPool> pool) {
        if (pool.isPresent()) {
            pools.put(name, pool);
        } else {
            pools.remove(name);
        }
        notifyAll();
    }

    private synchronized void forget(SupervisedPool pool) {
        pools.remove(pool.name());
    }

    @Override
    public List<WorkerPool> pools() {
        return List.copyOf(supervised());
    }

    private synchronized List<SupervisedPool> supervised() {
        return pools.values().stream().flatMap(Optional::stream).toList();
    }

    @Override
    public LogView log() {
        return workers.log();
    }

    @Override
    public SharedWorker connect(WorkerAddress address, SharedWorkerSpec spec) {
        return workers.connect(address, spec);
    }

    @Override
    public Subscription onEvent(Consumer<WorkerEvent> listener) {
        return workers.onEvent(listener);
    }

    @Override
    public CompletableFuture<String> closed() {
        return workers.closed();
    }

    @Override
    public void close() {
        try {
            closePools();
        } finally {
            workers.close();
            threads.close();
        }
    }

    /** While the other workers run, for the pools' work may need them. */
    private void closePools() {
        awaitStarts();
        Duration limit = timeForWork();
        List<CompletableFuture<Void>> closings =
                supervised().stream()
                        .map(
                                pool ->
                                        CompletableFuture.runAsync(
                                                () -> pool.close(limit), threads.blocking()))
                        .toList();
        closings.forEach(CompletableFuture::join);
    }

    /** What the stop deadline leaves after all workers have had their graces. */
    private Duration timeForWork() {
        Duration longestGrace =
                workers.workers().stream()
                        .map(worker -> worker.spec().stop().grace())
                        .max(Duration::compareTo)
                        .orElse(Duration.ZERO);
        return options.stopDeadline().minus(longestGrace);
    }

    private synchronized void awaitStarts() {
        closing = true;
        boolean interrupted = false;
        while (pools.containsValue(Optional.<SupervisedPool>empty())) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
