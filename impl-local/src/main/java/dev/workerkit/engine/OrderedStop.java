package dev.workerkit.engine;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Stops workers in the reverse of the order in which they are started: one is asked once all those
 * that depend on it have ended, the others side by side (WRK-READY-006). Used by the engine's thread
 * alone.
 */
final class OrderedStop {

    /** Of those that may be asked at the same moment, the one that was started last comes first. */
    private static final Comparator<Supervised> LAST_STARTED_FIRST =
            Comparator.<Supervised>comparingInt(worker -> worker.spec.priority()).reversed();

    private final Dependencies dependencies;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    /** How many that depend on each have not ended. */
    private final Map<Supervised, Integer> before = new LinkedHashMap<>();

    OrderedStop(Collection<Supervised> workers, Dependencies dependencies) {
        this.dependencies = dependencies;
        workers.forEach(worker -> before.put(worker, 0));
        for (Supervised worker : workers) {
            dependenciesHere(worker).forEach(each -> before.merge(each, 1, Integer::sum));
        }
    }

    /** Whom to ask at the beginning, in order. */
    List<Supervised> first() {
        return askable(before.keySet());
    }

    /** One has ended; whom to ask now, in order. */
    List<Supervised> ended(Supervised worker) {
        // Not one that ended by itself: it may be started again before it is its turn.
        if (before.getOrDefault(worker, -1) != 0) {
            return List.of();
        }
        before.remove(worker);
        List<Supervised> freed = dependenciesHere(worker);
        freed.forEach(each -> before.merge(each, -1, Integer::sum));
        return askable(freed);
    }

    private List<Supervised> dependenciesHere(Supervised worker) {
        return dependencies.dependencies(worker).stream().filter(before::containsKey).toList();
    }

    private List<Supervised> askable(Collection<Supervised> some) {
        return some.stream()
                .filter(worker -> before.get(worker) == 0)
                .sorted(LAST_STARTED_FIRST)
                .toList();
    }

    boolean isDone() {
        return before.isEmpty();
    }

    /** Completes when all have ended. */
    CompletableFuture<Void> done() {
        return done;
    }
}
