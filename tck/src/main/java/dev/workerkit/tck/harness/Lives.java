package dev.workerkit.tck.harness;

import dev.workerkit.WorkerException;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerStartException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Who waits for a worker to get somewhere. A harness tells states; the futures of the API are made
 * of them here. As answers and events come in one order, none is missed.
 */
final class Lives {

    private record Wait(Goal goal, CompletableFuture<WorkerSnapshot> future) {}

    private final Map<WorkerId, List<Wait>> waits = new ConcurrentHashMap<>();
    private final Executor completing;

    /** Futures are completed there, where those who depend on them may be slow. */
    Lives(Executor completing) {
        this.completing = completing;
    }

    /** Waits from here on, where a worker is so; called by the thread that reads. */
    CompletableFuture<WorkerSnapshot> await(Goal goal, WorkerSnapshot now) {
        Wait wait = new Wait(goal, new CompletableFuture<>());
        if (!settle(wait, now)) {
            waits.computeIfAbsent(now.id(), any -> new ArrayList<>()).add(wait);
        }
        return wait.future();
    }

    /** Something happened to a worker, which is now so; called by the thread that reads. */
    void happened(WorkerSnapshot now) {
        List<Wait> those = waits.getOrDefault(now.id(), List.of());
        for (Iterator<Wait> each = those.iterator(); each.hasNext(); ) {
            if (settle(each.next(), now)) {
                each.remove();
            }
        }
    }

    private boolean settle(Wait wait, WorkerSnapshot now) {
        switch (wait.goal().of(now)) {
            case REACHED -> wait.future().completeAsync(() -> now, completing);
            case MISSED ->
                    completing.execute(() -> wait.future().completeExceptionally(missed(now)));
            case UNDER_WAY -> {
                return false;
            }
        }
        return true;
    }

    private static WorkerException missed(WorkerSnapshot now) {
        return new WorkerStartException(now, List.of());
    }

    /** Nothing happens any more; called by the thread that reads, or after its end. */
    void over(WorkerException why) {
        waits.values().stream()
                .flatMap(List::stream)
                .forEach(
                        wait -> completing.execute(() -> wait.future().completeExceptionally(why)));
        waits.clear();
    }
}
