package dev.workerkit.tck.threads;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Stops workers, each once those that depend on it have ended, the others side by side. */
final class OrderedStop {

    private final List<ThreadWorker> left;
    private final Set<ThreadWorker> asked = new HashSet<>();
    private final Supervisor supervisor;
    private final Runnable done;

    /** Of these, in the order of their start. */
    OrderedStop(List<ThreadWorker> workers, Supervisor supervisor, Runnable done) {
        this.left = new ArrayList<>(workers);
        this.supervisor = supervisor;
        this.done = done;
        Collections.reverse(left);
        left.sort(
                Comparator.<ThreadWorker>comparingInt(worker -> worker.spec().priority())
                        .reversed());
    }

    /** Asks those whose turn it is; whether all have ended. */
    boolean goOn() {
        boolean more = true;
        while (more) {
            left.removeIf(worker -> asked.contains(worker) && worker.hasEnded());
            List<ThreadWorker> next =
                    left.stream()
                            .filter(worker -> !asked.contains(worker))
                            .filter(
                                    worker ->
                                            Collections.disjoint(
                                                    supervisor.dependents(worker), left))
                            .toList();
            asked.addAll(next);
            next.forEach(worker -> worker.lifecycle().stop());
            more = !next.isEmpty();
        }
        if (left.isEmpty()) {
            done.run();
        }
        return left.isEmpty();
    }
}
