package dev.workerkit.tck.sabotage;

import dev.workerkit.DuplicateNameException;
import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.PoolSnapshot;
import dev.workerkit.PoolSpec;
import dev.workerkit.Worker;
import dev.workerkit.WorkerPool;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.tck.forwarding.ForwardingPool;
import dev.workerkit.tck.forwarding.ForwardingRuntime;
import dev.workerkit.tck.forwarding.ForwardingWorker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Pools that have other members than they should, or treat them otherwise. */
final class PoolMemberSabotages {

    private PoolMemberSabotages() {}

    static List<Sabotage> all() {
        return List.of(
                Sabotage.of(
                        "pool-lacks-the-last",
                        "WRK-POOL-001",
                        "Starts members up to the number that was asked for, and not with it",
                        PoolSabotages.toPoolSpec(PoolMemberSabotages::withoutTheLast)),
                Sabotage.of(
                        "pool-names-members-itself",
                        "WRK-POOL-001",
                        "Names its members by its own pattern, whatever was asked for",
                        PoolSabotages.toPoolSpec(PoolMemberSabotages::withDefaultNames)),
                Sabotage.of(
                        "pool-counts-no-processors",
                        "WRK-POOL-001",
                        "Has one member by default, however many processors there are",
                        PoolSabotages.toPoolSpec(PoolMemberSabotages::withAnotherDefault)),
                Sabotage.of(
                        "pool-leaves-one-when-refused",
                        "WRK-POOL-001",
                        "Has started a member of a pool before it sees that its name is taken",
                        Deed.toRuntime(StartingFirst::new)),
                Sabotage.of(
                        "pool-rolls-all-at-once",
                        "WRK-POOL-007",
                        "Restarts all members at once when it is to roll",
                        Deed.toPool(RollingAllAtOnce::new)),
                Sabotage.of(
                        "pool-rolls-by-killing",
                        "WRK-POOL-007",
                        "Kills a member that it replaces, whatever that does",
                        Deed.toPool(RollingByKilling::new)),
                Sabotage.of(
                        "pool-shrinks-by-killing",
                        "WRK-POOL-008",
                        "Kills the members that leave",
                        Deed.toPool(ShrinkingByKilling::new)),
                Sabotage.of(
                        "pool-shrinks-in-name",
                        "WRK-POOL-008",
                        "Says that it is smaller and keeps its members",
                        Deed.toPool(ShrinkingInName::new)),
                Sabotage.of(
                        "pool-never-grows",
                        "WRK-POOL-009",
                        "Has no more members than the least, however busy they are",
                        PoolSabotages.toPoolSpec(
                                spec -> spec.isElastic() ? spec.withSize(spec.least()) : spec)),
                Sabotage.of(
                        "pool-never-shrinks",
                        "WRK-POOL-009",
                        "Keeps members that have long been idle",
                        PoolSabotages.toPoolSpec(spec -> spec.withIdleTime(Duration.ofDays(1)))),
                Sabotage.of(
                        "pool-stop-forgets-the-last",
                        "WRK-POOL-010",
                        "Does not stop the last member with the others",
                        Deed.toPool(StoppingOthers::new)),
                Sabotage.of(
                        "pool-restart-spares-the-living",
                        "WRK-POOL-010",
                        "Restarts only the members that have ended",
                        Deed.toPool(SparingTheLiving::new)),
                Sabotage.of(
                        "pool-resized-to-none",
                        "WRK-POOL-011",
                        "Takes a size of 0 and does nothing about it",
                        Deed.toPool(TakingNone::new)),
                Sabotage.of(
                        "pool-resized-beyond-its-names",
                        "WRK-POOL-011",
                        "Takes more members than it has names for and does nothing about it",
                        Deed.toPool(TakingTheNameless::new)),
                Sabotage.of(
                        "pool-member-seems-removed",
                        "WRK-POOL-013",
                        "Does nothing, and says nothing, when a member's handle removes it",
                        Deed.toWorker(SeeminglyRemoved::new)),
                Sabotage.of(
                        "pool-member-removes-itself",
                        "WRK-POOL-013",
                        "Is smaller by one when a member's handle removes it",
                        Deed.toRuntime(RemovingMembers::new)));
    }

    private static PoolSpec withoutTheLast(PoolSpec spec) {
        return spec.isElastic() || spec.most() == 1 ? spec : spec.withSize(spec.most() - 1);
    }

    private static PoolSpec withDefaultNames(PoolSpec spec) {
        return new PoolSpec(
                spec.member(),
                spec.name(),
                Optional.empty(),
                spec.least(),
                spec.most(),
                spec.idleTime(),
                spec.poisonAfter());
    }

    /** Of a pool of this size nobody can tell whether it was asked for. */
    private static PoolSpec withAnotherDefault(PoolSpec spec) {
        int processors = Runtime.getRuntime().availableProcessors();
        return spec.isElastic() || spec.most() != processors
                ? spec
                : spec.withSize(processors == 1 ? 2 : 1);
    }

    private static final class StartingFirst extends ForwardingRuntime {

        StartingFirst(WorkerRuntime runtime) {
            super(runtime);
        }

        @Override
        public WorkerPool startPool(PoolSpec spec) {
            try {
                return super.startPool(spec);
            } catch (DuplicateNameException e) {
                start(spec.member());
                throw e;
            }
        }
    }

    private static final class TakingTheNameless extends ForwardingPool {

        TakingTheNameless(WorkerPool pool) {
            super(pool);
        }

        @Override
        public CompletableFuture<PoolSnapshot> resize(int size) {
            boolean named = spec().memberNames().filter(names -> !names.contains("%")).isEmpty();
            return named || size < 2 ? super.resize(size) : ready();
        }
    }

    private static final class RollingAllAtOnce extends ForwardingPool {

        RollingAllAtOnce(WorkerPool pool) {
            super(pool);
        }

        @Override
        public CompletableFuture<PoolSnapshot> rollingRestart() {
            return restart();
        }
    }

    private static final class RollingByKilling extends ForwardingPool {

        RollingByKilling(WorkerPool pool) {
            super(pool);
        }

        @Override
        public CompletableFuture<PoolSnapshot> rollingRestart() {
            return CompletableFuture.supplyAsync(
                    () -> {
                        for (Worker member : members()) {
                            member.kill().join();
                            member.start().join();
                        }
                        return snapshot();
                    },
                    Background::run);
        }
    }

    private static final class ShrinkingByKilling extends ForwardingPool {

        ShrinkingByKilling(WorkerPool pool) {
            super(pool);
        }

        @Override
        public CompletableFuture<PoolSnapshot> resize(int size) {
            members().stream().skip(size).forEach(member -> member.kill().join());
            return super.resize(size);
        }
    }

    private static final class ShrinkingInName extends ForwardingPool {

        ShrinkingInName(WorkerPool pool) {
            super(pool);
        }

        @Override
        public CompletableFuture<PoolSnapshot> resize(int size) {
            PoolSnapshot now = snapshot();
            return size >= now.members().size() || size == 0
                    ? super.resize(size)
                    : CompletableFuture.completedFuture(
                            Changed.members(now, now.members().subList(0, size)));
        }
    }

    private static final class StoppingOthers extends ForwardingPool {

        StoppingOthers(WorkerPool pool) {
            super(pool);
        }

        @Override
        public CompletableFuture<PoolSnapshot> stop() {
            List<Worker> others = members().subList(0, members().size() - 1);
            return CompletableFuture.allOf(
                            others.stream().map(Worker::stop).toArray(CompletableFuture[]::new))
                    .thenApply(all -> snapshot());
        }
    }

    private static final class SparingTheLiving extends ForwardingPool {

        SparingTheLiving(WorkerPool pool) {
            super(pool);
        }

        @Override
        public CompletableFuture<PoolSnapshot> restart() {
            members().stream().filter(member -> member.state().isTerminal()).forEach(Worker::start);
            return ready();
        }
    }

    private static final class TakingNone extends ForwardingPool {

        TakingNone(WorkerPool pool) {
            super(pool);
        }

        @Override
        public CompletableFuture<PoolSnapshot> resize(int size) {
            return size == 0 ? ready() : super.resize(size);
        }
    }

    private static final class SeeminglyRemoved extends ForwardingWorker {

        SeeminglyRemoved(Worker worker) {
            super(worker);
        }

        @Override
        public void remove() {
            try {
                super.remove();
            } catch (IllegalLifecycleException e) {
                if (!state().isTerminal()) {
                    throw e;
                }
            }
        }
    }

    private static final class RemovingMembers extends ForwardingRuntime {

        RemovingMembers(WorkerRuntime runtime) {
            super(runtime);
        }

        @Override
        protected Worker wrapWorker(Worker worker) {
            return new ForwardingWorker(worker) {
                @Override
                public void remove() {
                    Optional<WorkerPool> its =
                            pools().stream()
                                    .filter(pool -> pool.members().contains(this))
                                    .findFirst();
                    if (its.isPresent()) {
                        its.get().resize(its.get().members().size() - 1).join();
                    } else {
                        super.remove();
                    }
                }
            };
        }
    }
}
