package dev.workerkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.WorkerSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PromisesTest {

    private final Promises promises = new Promises();

    private CompletableFuture<WorkerSnapshot> add() {
        CompletableFuture<WorkerSnapshot> future = new CompletableFuture<>();
        promises.add(future);
        return future;
    }

    private int count() {
        AtomicInteger count = new AtomicInteger();
        promises.forEach(future -> count.incrementAndGet());
        return count.get();
    }

    @Test
    void thoseThatNobodySeesAreForgotten() {
        for (int i = 0; i < 200_000; i++) {
            if (i % 10_000 == 0) {
                System.gc();
            }
            add();
        }

        assertThat(count()).isLessThan(100_000);
    }

    @Test
    void thoseThatSomebodyHoldsAreKept() {
        List<CompletableFuture<WorkerSnapshot>> held = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            held.add(add());
        }
        System.gc();

        assertThat(count()).isEqualTo(10_000);
        held.forEach(future -> assertThat(future).isNotDone());
    }

    @Test
    void whatDependsOnOneHappensAlthoughNobodyHoldsIt() {
        AtomicInteger happened = new AtomicInteger();
        for (int i = 0; i < 10_000; i++) {
            add().whenComplete((snapshot, failure) -> happened.incrementAndGet());
        }
        System.gc();

        promises.forEach(future -> future.completeExceptionally(new IllegalStateException()));

        assertThat(happened).hasValue(10_000);
    }

    @Test
    void thoseThatTheirCallersCancelledAreForgotten() {
        List<CompletableFuture<WorkerSnapshot>> held = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            CompletableFuture<WorkerSnapshot> future = add();
            held.add(future);
            future.cancel(false);
        }

        assertThat(count()).isLessThan(2000);
        assertThat(held).hasSize(10_000);
    }
}
