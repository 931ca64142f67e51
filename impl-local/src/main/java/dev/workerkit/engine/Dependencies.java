package dev.workerkit.engine;

import dev.workerkit.SpecException;
import dev.workerkit.WorkerState;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which workers wait for which to be ready, before they are started (WRK-READY-004). Used by the
 * engine's thread alone.
 */
final class Dependencies {

    private final Map<String, Supervised> byName = new HashMap<>();
    private final Set<Supervised> waiting = new LinkedHashSet<>();

    /**
     * Takes in a worker.
     *
     * @throws SpecException if it depends on one that there is not
     */
    void add(Supervised worker) {
        for (String name : worker.spec.dependsOn()) {
            if (!byName.containsKey(name)) {
                throw new SpecException(
                        "dependsOn",
                        "there is no worker '" + name + "'",
                        "start it before '" + worker.name + "', or both as a group");
            }
        }
        byName.put(worker.name, worker);
    }

    void remove(Supervised worker) {
        byName.remove(worker.name);
        waiting.remove(worker);
    }

    /** A start turns into a wait while something that the worker depends on is not ready. */
    Input gate(Supervised worker, Input input) {
        boolean starts =
                (input.trigger() == Trigger.START || input.trigger() == Trigger.RESTART)
                        && isAtRest(worker);
        return starts && !unready(worker).isEmpty() ? Input.command(Trigger.START_LATER) : input;
    }

    private static boolean isAtRest(Supervised worker) {
        WorkerState state = worker.condition().state();
        return state == WorkerState.NEW || state.isTerminal();
    }

    /** What a worker in this condition waits for. */
    List<String> unready(Supervised worker, Condition condition) {
        if (!condition.waiting()) {
            waiting.remove(worker);
            return List.of();
        }
        waiting.add(worker);
        return unready(worker);
    }

    private List<String> unready(Supervised worker) {
        return worker.spec.dependsOn().stream().filter(name -> !isReady(name)).toList();
    }

    private boolean isReady(String name) {
        Supervised worker = byName.get(name);
        return worker != null
                && switch (worker.condition().state()) {
                    case RUNNING, PAUSED, COMPLETED -> !worker.condition().waiting();
                    default -> false;
                };
    }

    private boolean hasFailed(String name) {
        Supervised worker = byName.get(name);
        return worker != null
                && worker.condition().state() == WorkerState.FAILED
                && !worker.condition().waiting();
    }

    /** What the new state of a worker means to those that wait for it, and to itself. */
    Map<Supervised, Input> affectedBy(Supervised changed) {
        Map<Supervised, Input> affected = new LinkedHashMap<>();
        for (Supervised worker : waiting) {
            if (worker == changed || worker.spec.dependsOn().contains(changed.name)) {
                List<String> unready = unready(worker);
                if (unready.isEmpty()) {
                    affected.put(worker, Input.command(Trigger.DEPENDENCIES_READY));
                } else {
                    unready.stream()
                            .filter(this::hasFailed)
                            .findFirst()
                            .ifPresent(name -> affected.put(worker, failed(name)));
                }
            }
        }
        return affected;
    }

    private static Input failed(String name) {
        return Input.dependencyFailed("it depends on '" + name + "', which has failed");
    }
}
