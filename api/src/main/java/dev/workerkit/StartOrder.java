package dev.workerkit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** Puts named workers into an order in which each comes after those that it depends on. */
final class StartOrder {

    private record Place(int index, WorkerSpec spec) {}

    private static final Comparator<Place> SOONER =
            Comparator.<Place>comparingInt(place -> place.spec.priority())
                    .thenComparingInt(place -> place.index);

    private final Map<String, Place> places = new LinkedHashMap<>();

    private StartOrder(List<WorkerSpec> specs) {
        for (WorkerSpec spec : specs) {
            places.put(spec.name().orElseThrow(), new Place(places.size(), spec));
        }
    }

    /**
     * The workers in their order; dependencies on others are passed over.
     *
     * @throws SpecException if some depend on each other in a circle
     */
    static List<WorkerSpec> of(List<WorkerSpec> specs) {
        return new StartOrder(specs).sorted();
    }

    private List<WorkerSpec> sorted() {
        Map<String, Integer> missing = new HashMap<>();
        Map<String, List<Place>> dependents = new HashMap<>();
        PriorityQueue<Place> free = new PriorityQueue<>(SOONER);
        places.forEach(
                (name, place) -> {
                    List<String> here = dependenciesHere(place.spec);
                    missing.put(name, here.size());
                    here.forEach(
                            each ->
                                    dependents
                                            .computeIfAbsent(each, any -> new ArrayList<>())
                                            .add(place));
                    if (here.isEmpty()) {
                        free.add(place);
                    }
                });
        List<WorkerSpec> sorted = new ArrayList<>();
        while (!free.isEmpty()) {
            WorkerSpec next = free.remove().spec;
            sorted.add(next);
            for (Place dependent : dependents.getOrDefault(next.name().orElseThrow(), List.of())) {
                if (missing.merge(dependent.spec.name().orElseThrow(), -1, Integer::sum) == 0) {
                    free.add(dependent);
                }
            }
        }
        if (sorted.size() < places.size()) {
            missing.values().removeIf(count -> count == 0);
            throw new SpecException(
                    "dependsOn",
                    "these depend on each other in a circle: " + circleAmong(missing),
                    "leave one of these dependencies out");
        }
        return List.copyOf(sorted);
    }

    private List<String> dependenciesHere(WorkerSpec spec) {
        return spec.dependsOn().stream().filter(places::containsKey).toList();
    }

    /** Each of them depends on another of them, so that following these leads round. */
    private String circleAmong(Map<String, Integer> stuck) {
        List<String> path = new ArrayList<>();
        String at = places.keySet().stream().filter(stuck::containsKey).findFirst().orElseThrow();
        while (!path.contains(at)) {
            path.add(at);
            at =
                    dependenciesHere(places.get(at).spec).stream()
                            .filter(stuck::containsKey)
                            .findFirst()
                            .orElseThrow();
        }
        List<String> circle = new ArrayList<>(path.subList(path.indexOf(at), path.size()));
        circle.add(at);
        return String.join(" -> ", circle);
    }
}
