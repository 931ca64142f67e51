package dev.workerkit.container.swarm;

import dev.workerkit.container.engine.Swarm;
import dev.workerkit.container.engine.SwarmNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The nodes from which workers were lost a moment ago. A master hears that sooner than the swarm,
 * which would place the next ones there again. Thread-safe.
 */
final class Suspects {

    /** By then the swarm knows whether a node is dead. */
    private static final long NANOS = 30_000_000_000L;

    private final Swarm swarm;
    private final Map<String, Long> since = new HashMap<>();

    Suspects(Swarm swarm) {
        this.swarm = swarm;
    }

    /** A worker was lost on this node. */
    synchronized void add(String node) {
        since.put(node, System.nanoTime());
    }

    /** Nobody is suspected any more. */
    synchronized void clear() {
        since.clear();
    }

    private synchronized Set<String> current() {
        since.values().removeIf(begin -> System.nanoTime() - begin > NANOS);
        return Set.copyOf(since.keySet());
    }

    /** Where nothing should be placed now; nowhere if there is no other node. */
    List<String> avoided() {
        Set<String> all = current();
        boolean others =
                !all.isEmpty()
                        && swarm.nodes().stream()
                                .filter(SwarmNode::takesTasks)
                                .anyMatch(node -> !all.contains(node.id()));
        return others ? all.stream().sorted().toList() : List.of();
    }
}
