package dev.workerkit.tck.sabotage;

import static dev.workerkit.tck.sabotage.ProfilePart.HOOKS;

import dev.workerkit.Launch;
import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.forwarding.ForwardingRuntime;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;

/** What can go wrong with spares. */
final class SpareSabotages {

    private SpareSabotages() {}

    static List<Sabotage> all() {
        return List.of(
                Sabotage.of(
                        "keeps-no-spares",
                        "WRK-SPARE-001",
                        "Starts a process when it is needed, and not before",
                        toCount(count -> 0)),
                Sabotage.of(
                        "runs-no-hooks-where-spares-are",
                        "WRK-SPARE-002",
                        "A worker that is made of a spare runs without its hooks",
                        Deed.toProfile(HOOKS::leftOutOf)),
                Sabotage.of(
                        "gives-what-is-made-of-a-spare-no-arguments",
                        "WRK-SPARE-002",
                        "A worker with spares does not get the arguments of its launch",
                        Deed.toSpec(SpareSabotages::withoutArguments)),
                Sabotage.of(
                        "runs-what-is-spare",
                        "WRK-SPARE-003",
                        "The worker's class is at work before it is needed",
                        Deed.toRuntime(Doubled::new)),
                Sabotage.of(
                        "keeps-spares-of-nobody",
                        "WRK-SPARE-004",
                        "Spares live on when the worker has ended",
                        Deed.toRuntime(Doubled::new)),
                Sabotage.of(
                        "lets-spares-die-out",
                        "WRK-SPARE-005",
                        "There is no spare where there should be one",
                        toCount(count -> 0)),
                Sabotage.of(
                        "keeps-more-spares-than-asked-for",
                        "WRK-SPARE-006",
                        "There is one spare more than the members of a pool share",
                        toCount(count -> count + 1)));
    }

    private static Deed toCount(IntUnaryOperator change) {
        return Deed.toSpec(
                spec ->
                        spec.spares() > 0
                                ? spec.withSpares(change.applyAsInt(spec.spares()))
                                : spec);
    }

    private static WorkerSpec withoutArguments(WorkerSpec spec) {
        return spec.spares() > 0 && spec.launch() instanceof Launch.JavaWorker java
                ? spec.withLaunch(
                        new Launch.JavaWorker(java.className(), List.of(), java.loopTime()))
                : spec;
    }

    /** Starts each worker with spares twice, the other one in secret. */
    private static final class Doubled extends ForwardingRuntime {
        private final AtomicInteger secrets = new AtomicInteger();

        Doubled(WorkerRuntime runtime) {
            super(runtime);
        }

        @Override
        public Worker start(WorkerSpec spec) {
            Worker worker = super.start(spec);
            if (spec.spares() > 0) {
                delegate().start(spec.withName("secret-" + secrets.incrementAndGet()));
            }
            return worker;
        }
    }
}
