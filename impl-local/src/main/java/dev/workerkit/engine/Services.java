package dev.workerkit.engine;

import dev.workerkit.Endpoint;
import dev.workerkit.Relationship;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerSpec;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The workers that others can have relationships to, by name. */
final class Services {

    private final Map<String, WorkerSpec> byName = new TreeMap<>();

    /** The workers of a runtime, and those that are about to be. */
    Services(Stream<SupervisedWorker> known, Stream<WorkerSpec> coming) {
        known.forEach(worker -> byName.put(worker.name(), worker.spec()));
        coming.forEach(spec -> spec.name().ifPresent(name -> byName.put(name, spec)));
    }

    /**
     * Refuses a worker that would have nobody to talk to (WRK-REL-005).
     *
     * @throws SpecException if a service, or its endpoint, is not known
     */
    void requireKnown(WorkerSpec spec) {
        spec.relationships().forEach(this::requireKnown);
    }

    private void requireKnown(Relationship relationship) {
        WorkerSpec service = byName.get(relationship.service());
        if (service == null) {
            throw new SpecException(
                    "relationships." + relationship.name(),
                    "there is no worker '" + relationship.service() + "'",
                    "start the service first, or in the same group; those with endpoints are: "
                            + serving());
        }
        if (service.endpoints().stream()
                .noneMatch(endpoint -> endpoint.name().equals(relationship.endpoint()))) {
            throw new SpecException(
                    "relationships." + relationship.name(),
                    "the worker '"
                            + relationship.service()
                            + "' has no endpoint '"
                            + relationship.endpoint()
                            + "'",
                    "use one of those that it has: "
                            + listed(service.endpoints().stream().map(Endpoint::name)));
        }
    }

    private String serving() {
        return listed(
                byName.entrySet().stream()
                        .filter(entry -> !entry.getValue().endpoints().isEmpty())
                        .map(Map.Entry::getKey));
    }

    private static String listed(Stream<String> names) {
        String all =
                names.collect(Collectors.toCollection(TreeSet::new)).stream()
                        .collect(Collectors.joining(", "));
        return all.isEmpty() ? "none" : all;
    }
}
