package dev.workerkit.tck.sabotage;

import dev.workerkit.GroupSpec;
import dev.workerkit.PoolSpec;
import dev.workerkit.Worker;
import dev.workerkit.WorkerGroup;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerPool;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.forwarding.ForwardingPool;
import dev.workerkit.tck.forwarding.ForwardingRuntime;
import dev.workerkit.tck.forwarding.ForwardingWorker;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Starts workers from other specs than it is given, and shows those that it was given. */
final class ChangedSpecs extends ForwardingRuntime {

    private final UnaryOperator<WorkerSpec> change;
    private final Map<WorkerId, WorkerSpec> given = new ConcurrentHashMap<>();
    private final Map<String, PoolSpec> pools = new ConcurrentHashMap<>();

    ChangedSpecs(WorkerRuntime runtime, UnaryOperator<WorkerSpec> change) {
        super(runtime);
        this.change = change;
    }

    @Override
    public Worker start(WorkerSpec spec) {
        Worker worker = super.start(change.apply(spec));
        given.put(worker.id(), spec);
        return worker;
    }

    @Override
    public WorkerGroup startGroup(GroupSpec spec) {
        WorkerGroup group =
                super.startGroup(
                        new GroupSpec(spec.name(), spec.workers().stream().map(change).toList()));
        for (WorkerSpec each : spec.workers()) {
            each.name().flatMap(this::worker).ifPresent(worker -> given.put(worker.id(), each));
        }
        return group;
    }

    @Override
    public WorkerPool startPool(PoolSpec spec) {
        WorkerPool pool = super.startPool(Changed.member(spec, change.apply(spec.member())));
        pools.put(pool.name(), spec);
        return pool;
    }

    @Override
    protected WorkerPool wrapPool(WorkerPool pool) {
        return new ForwardingPool(pool, this::wrapped) {
            @Override
            public PoolSpec spec() {
                return pools.getOrDefault(name(), super.spec());
            }
        };
    }

    @Override
    protected Worker wrapWorker(Worker worker) {
        return new ForwardingWorker(worker) {
            @Override
            public WorkerSpec spec() {
                return given.getOrDefault(id(), super.spec());
            }
        };
    }
}
