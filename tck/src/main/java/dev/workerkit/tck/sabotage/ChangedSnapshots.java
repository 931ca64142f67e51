package dev.workerkit.tck.sabotage;

import dev.workerkit.PoolSnapshot;
import dev.workerkit.Worker;
import dev.workerkit.WorkerGroup;
import dev.workerkit.WorkerPool;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerState;
import dev.workerkit.tck.forwarding.ForwardingGroup;
import dev.workerkit.tck.forwarding.ForwardingPool;
import dev.workerkit.tck.forwarding.ForwardingRuntime;
import dev.workerkit.tck.forwarding.ForwardingWorker;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** Shows other snapshots of workers than there are. */
final class ChangedSnapshots extends ForwardingRuntime {

    private final UnaryOperator<WorkerSnapshot> change;

    ChangedSnapshots(WorkerRuntime runtime, UnaryOperator<WorkerSnapshot> change) {
        super(runtime);
        this.change = change;
    }

    private List<WorkerSnapshot> changed(List<WorkerSnapshot> snapshots) {
        return snapshots.stream().map(change).toList();
    }

    private PoolSnapshot changed(PoolSnapshot snapshot) {
        return Changed.members(
                snapshot,
                snapshot.members().stream()
                        .map(
                                member ->
                                        new PoolSnapshot.Member(
                                                change.apply(member.worker()),
                                                member.unfinished(),
                                                member.done()))
                        .toList());
    }

    @Override
    protected Worker wrapWorker(Worker worker) {
        return new OfWorker(worker);
    }

    @Override
    protected WorkerGroup wrapGroup(WorkerGroup group) {
        return new OfGroup(group);
    }

    @Override
    protected WorkerPool wrapPool(WorkerPool pool) {
        return new OfPool(pool);
    }

    private final class OfWorker extends ForwardingWorker {

        OfWorker(Worker worker) {
            super(worker);
        }

        @Override
        public WorkerSnapshot snapshot() {
            return change.apply(super.snapshot());
        }

        @Override
        public WorkerState state() {
            return snapshot().state();
        }

        @Override
        public CompletableFuture<WorkerSnapshot> ready() {
            return super.ready().thenApply(change);
        }

        @Override
        public CompletableFuture<WorkerSnapshot> ended() {
            return super.ended().thenApply(change);
        }

        @Override
        public CompletableFuture<WorkerSnapshot> start() {
            return super.start().thenApply(change);
        }

        @Override
        public CompletableFuture<WorkerSnapshot> stop() {
            return super.stop().thenApply(change);
        }

        @Override
        public CompletableFuture<WorkerSnapshot> kill() {
            return super.kill().thenApply(change);
        }

        @Override
        public CompletableFuture<WorkerSnapshot> restart() {
            return super.restart().thenApply(change);
        }

        @Override
        public CompletableFuture<WorkerSnapshot> pause() {
            return super.pause().thenApply(change);
        }

        @Override
        public CompletableFuture<WorkerSnapshot> resume() {
            return super.resume().thenApply(change);
        }
    }

    private final class OfGroup extends ForwardingGroup {

        OfGroup(WorkerGroup group) {
            super(group, ChangedSnapshots.this::wrapped);
        }

        @Override
        public List<WorkerSnapshot> snapshots() {
            return changed(super.snapshots());
        }

        @Override
        public CompletableFuture<List<WorkerSnapshot>> ready() {
            return super.ready().thenApply(ChangedSnapshots.this::changed);
        }

        @Override
        public CompletableFuture<List<WorkerSnapshot>> start() {
            return super.start().thenApply(ChangedSnapshots.this::changed);
        }

        @Override
        public CompletableFuture<List<WorkerSnapshot>> stop() {
            return super.stop().thenApply(ChangedSnapshots.this::changed);
        }

        @Override
        public CompletableFuture<List<WorkerSnapshot>> restart() {
            return super.restart().thenApply(ChangedSnapshots.this::changed);
        }
    }

    private final class OfPool extends ForwardingPool {

        OfPool(WorkerPool pool) {
            super(pool, ChangedSnapshots.this::wrapped);
        }

        @Override
        public PoolSnapshot snapshot() {
            return changed(super.snapshot());
        }

        @Override
        public CompletableFuture<PoolSnapshot> ready() {
            return super.ready().thenApply(ChangedSnapshots.this::changed);
        }

        @Override
        public CompletableFuture<PoolSnapshot> start() {
            return super.start().thenApply(ChangedSnapshots.this::changed);
        }

        @Override
        public CompletableFuture<PoolSnapshot> stop() {
            return super.stop().thenApply(ChangedSnapshots.this::changed);
        }

        @Override
        public CompletableFuture<PoolSnapshot> restart() {
            return super.restart().thenApply(ChangedSnapshots.this::changed);
        }

        @Override
        public CompletableFuture<PoolSnapshot> pause() {
            return super.pause().thenApply(ChangedSnapshots.this::changed);
        }

        @Override
        public CompletableFuture<PoolSnapshot> resume() {
            return super.resume().thenApply(ChangedSnapshots.this::changed);
        }

        @Override
        public CompletableFuture<PoolSnapshot> resize(int size) {
            return super.resize(size).thenApply(ChangedSnapshots.this::changed);
        }

        @Override
        public CompletableFuture<PoolSnapshot> rollingRestart() {
            return super.rollingRestart().thenApply(ChangedSnapshots.this::changed);
        }
    }
}
