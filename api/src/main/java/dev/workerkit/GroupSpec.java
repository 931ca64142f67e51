package dev.workerkit;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Workers that are handled as one (WRK-READY-007). They may depend on each other and on workers that
 * the runtime has already.
 *
 * @param name unique among the groups of the runtime; at most 63 letters, digits, dots, hyphens and
 *     underscores
 * @param workers at least one; each has a name
 */
public record GroupSpec(String name, List<WorkerSpec> workers) {

    /** Checks the values; refuses names given twice and dependencies in a circle. */
    public GroupSpec {
        WorkerSpec.requireName("group.name", name);
        workers = List.copyOf(workers);
        if (workers.isEmpty()) {
            throw new SpecException("group.workers", "'" + name + "' has none", "name some");
        }
        Set<String> names = new HashSet<>();
        for (WorkerSpec worker : workers) {
            String member =
                    worker.name()
                            .orElseThrow(
                                    () ->
                                            new SpecException(
                                                    "group.workers",
                                                    "one has no name: "
                                                            + worker.launch().describe(),
                                                    "give each a name"));
            if (!names.add(member)) {
                throw new SpecException(
                        "group.workers", "'" + member + "' is there twice", "rename one");
            }
        }
        StartOrder.of(workers);
    }

    /** A group of these workers. */
    public static GroupSpec of(String name, WorkerSpec... workers) {
        return new GroupSpec(name, List.of(workers));
    }

    /**
     * The workers in the order in which they are started: each after those that it depends on, and
     * where there is a choice the one with the lower priority, then the one that was named first.
     */
    public List<WorkerSpec> startOrder() {
        return StartOrder.of(workers);
    }
}
