package dev.workerkit.tck.sabotage;

import dev.workerkit.PoolSpec;
import dev.workerkit.WorkerPool;
import dev.workerkit.tck.forwarding.ForwardingRuntime;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What can go wrong with pools. */
final class PoolSabotages {

    private PoolSabotages() {}

    static List<Sabotage> all() {
        return Stream.of(PoolWorkSabotages.all(), PoolMemberSabotages.all())
                .flatMap(List::stream)
                .toList();
    }

    /** To the specs of pools. */
    static Deed toPoolSpec(UnaryOperator<PoolSpec> change) {
        return Deed.toRuntime(
                runtime ->
                        new ForwardingRuntime(runtime) {
                            @Override
                            public WorkerPool startPool(PoolSpec spec) {
                                return super.startPool(change.apply(spec));
                            }
                        });
    }
}
