package dev.workerkit.engine;

import dev.workerkit.SpecException;
import dev.workerkit.WorkerState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which workers depend on which (WRK-READY-004). Whatever a worker here depends on is here too, and
 * came before it, so there are no circles. Used by the engine's thread alone.
 */
final class Dependencies {

    private static final Duration LONGEST = Duration.ofSeconds(Long.MAX_VALUE);

    /** From being asked to stop to the last end of what is stopped after it, at most. */
    private record Known(Supervised worker, Set<Supervised> dependents, Duration allGraces) {}

    private final Map<String, Known> byName = new HashMap<>();
    private final Duration stopDeadline;

    /** None yet; no chain of them may take longer than this to stop. */
    Dependencies(Duration stopDeadline) {
        this.stopDeadline = stopDeadline;
    }

    /**
     * Takes in workers, all or none.
     *
     * @param workers each after those that it depends on
     * @throws SpecException if one depends on a worker that there is not, or if it and those that
     *     are stopped after it have graces that are together longer than the stop deadline
     */
    void add(Collection<Supervised> workers) {
        List<Supervised> added = new ArrayList<>();
        try {
            for (Supervised worker : workers) {
                add(worker);
                added.add(worker);
            }
        } catch (SpecException e) {
            Collections.reverse(added);
            added.forEach(this::remove);
            throw e;
        }
    }

    private void add(Supervised worker) {
        Duration longest = Duration.ZERO;
        String stoppedAfter = "";
        for (String name : worker.spec.dependsOn()) {
            Known dependency = byName.get(name);
            if (dependency == null) {
                throw new SpecException(
                        "dependsOn",
                        "there is no worker '" + name + "'",
                        "start it before '" + worker.name + "', or both as a group");
            }
            if (dependency.allGraces.compareTo(longest) > 0) {
                longest = dependency.allGraces;
                stoppedAfter = name;
            }
        }
        Duration all = sum(worker.policy.grace(), longest);
        requireWithinDeadline(worker, all, longest, stoppedAfter);
        worker.spec.dependsOn().forEach(name -> byName.get(name).dependents.add(worker));
        byName.put(worker.name, new Known(worker, new LinkedHashSet<>(), all));
    }

    private void requireWithinDeadline(
            Supervised worker, Duration all, Duration longest, String stoppedAfter) {
        if (!stoppedAfter.isEmpty() && all.compareTo(stopDeadline) > 0) {
            throw new SpecException(
                    "stop.grace",
                    worker.policy.grace()
                            + " of '"
                            + worker.name
                            + "', and then "
                            + longest
                            + " of '"
                            + stoppedAfter
                            + "' and what that dependsOn, are longer than the runtime's"
                            + " stopDeadline, "
                            + stopDeadline,
                    "shorten the graces, or open the runtime with a longer stopDeadline");
        }
    }

    private static Duration sum(Duration one, Duration other) {
        return one.compareTo(LONGEST.minus(other)) > 0 ? LONGEST : one.plus(other);
    }

    /** Forgets a worker on which none depends. */
    void remove(Supervised worker) {
        byName.remove(worker.name);
        for (String name : worker.spec.dependsOn()) {
            byName.get(name).dependents.remove(worker);
        }
    }

    /** Those that depend on this one, directly. */
    Set<Supervised> dependents(Supervised worker) {
        Known known = byName.get(worker.name);
        return known == null ? Set.of() : known.dependents;
    }

    /** Those that this one depends on, directly. */
    Set<Supervised> dependencies(Supervised worker) {
        Set<Supervised> all = new LinkedHashSet<>();
        worker.spec.dependsOn().forEach(name -> all.add(byName.get(name).worker));
        return all;
    }

    /** The names of those that this one depends on and that are not ready. */
    List<String> unready(Supervised worker) {
        List<String> unready = List.of();
        for (String name : worker.spec.dependsOn()) {
            if (!isReady(name)) {
                unready = unready.isEmpty() ? new ArrayList<>() : unready;
                unready.add(name);
            }
        }
        return List.copyOf(unready);
    }

    private boolean isReady(String name) {
        Condition condition = byName.get(name).worker.condition();
        return switch (condition.state()) {
            case RUNNING, PAUSED, COMPLETED -> !condition.waiting();
            default -> false;
        };
    }

    private boolean hasFailed(String name) {
        Condition condition = byName.get(name).worker.condition();
        return condition.state() == WorkerState.FAILED && !condition.waiting();
    }

    /** What those that a worker depends on mean to it, if it waits for them and need wait no more. */
    Optional<Input> endOfWaiting(Supervised worker) {
        if (!worker.condition().waiting()) {
            return Optional.empty();
        }
        List<String> unready = unready(worker);
        if (unready.isEmpty()) {
            return Optional.of(Input.command(Trigger.DEPENDENCIES_READY));
        }
        return unready.stream()
                .filter(this::hasFailed)
                .findFirst()
                .map(
                        name ->
                                Input.dependencyFailed(
                                        "it depends on '" + name + "', which has failed"));
    }
}
