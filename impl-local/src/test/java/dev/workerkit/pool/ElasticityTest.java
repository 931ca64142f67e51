package dev.workerkit.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.PoolSpec;
import dev.workerkit.WorkerSpec;
import dev.workerkit.pool.Elasticity.Demand;
import dev.workerkit.worker.LoopWorker;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** How many members are needed. */
class ElasticityTest {

    @Test
    void membersComeOnlyWhileAllAreBusyAndWorkWaits() {
        assertThat(new Demand(2, 0, 0, 2, 1).hires(4)).isEqualTo(1);
        assertThat(new Demand(2, 0, 0, 2, 0).hires(4)).isZero();
        assertThat(new Demand(2, 0, 1, 1, 1).hires(4)).isZero();
    }

    @Test
    void asManyComeAsThereIsWorkButNeverMoreThanTheMost() {
        assertThat(new Demand(1, 0, 0, 1, 2).hires(4)).isEqualTo(2);
        assertThat(new Demand(1, 0, 0, 1, 99).hires(4)).isEqualTo(3);
        assertThat(new Demand(4, 0, 0, 4, 99).hires(4)).isZero();
    }

    @Test
    void thoseWhoAreStartingAreWaitedFor() {
        assertThat(new Demand(2, 1, 0, 1, 1).hires(4)).isZero();
        assertThat(new Demand(2, 1, 0, 1, 2).hires(4)).isEqualTo(1);
    }

    @Test
    void aTimeThatNeverEndsIsNoFault() {
        PoolSpec spec =
                PoolSpec.of(WorkerSpec.of(LoopWorker.class))
                        .withElasticSize(1, 2)
                        .withIdleTime(ChronoUnit.FOREVER.getDuration());
        Threads threads = new Threads("p");
        Dispatcher dispatcher = new Dispatcher("p", 1, 1, (work, victims) -> {}, () -> {});
        try (Elasticity elasticity = new Elasticity(spec, dispatcher, null, threads)) {
            elasticity.sizeChanged();
        } finally {
            threads.close();
        }
    }

    @Test
    void aPoolOfWhichNobodyRunsDoesNotGrow() {
        assertThat(new Demand(2, 2, 0, 0, 9).hires(4)).isZero();
    }
}
