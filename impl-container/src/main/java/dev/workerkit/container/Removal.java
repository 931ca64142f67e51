package dev.workerkit.container;

import dev.workerkit.container.engine.Container;
import dev.workerkit.container.engine.Engine;
import dev.workerkit.container.engine.EngineException;
import dev.workerkit.container.engine.Networks;
import dev.workerkit.container.engine.Volumes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Removes all that a runtime made in an engine, whatever state it is in. */
final class Removal {

    private final Engine engine;

    Removal(Engine engine) {
        this.engine = engine;
    }

    /**
     * Removes what carries a runtime's token.
     *
     * @throws EngineException if something stays
     */
    void ofRuntime(String token) {
        Map<String, String> labels = Map.of(WorkerLabels.RUNTIME, token);
        List<EngineException> failures = new ArrayList<>();
        unstarted(token).flatMap(container -> failure(container::remove)).forEach(failures::add);
        // All at once: each takes the engine a tenth of a second.
        engine.containers().list(labels).parallelStream()
                .map(found -> found.container())
                .flatMap(container -> failure(container::remove))
                .forEachOrdered(failures::add);
        for (Networks.Found each : engine.networks().list(labels)) {
            failure(() -> engine.networks().remove(each.id())).forEach(failures::add);
        }
        for (Volumes.Found each : engine.volumes().list(labels)) {
            failure(() -> engine.volumes().remove(each.name())).forEach(failures::add);
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    /** Shared workers belong to no runtime, but who was to start one is dead or has given up. */
    private Stream<Container> unstarted(String token) {
        return engine.containers().list(Map.of(WorkerLabels.STARTER, token)).stream()
                .filter(found -> found.status().equals("created"))
                .map(found -> found.container());
    }

    private static Stream<EngineException> failure(Runnable removal) {
        try {
            removal.run();
            return Stream.empty();
        } catch (EngineException e) {
            return Stream.of(e);
        }
    }

    /** The tokens of all runtimes of this machine that have left something, with their directory. */
    Map<String, String> runtimesOfThisMachine() {
        Map<String, String> labels = Map.of(WorkerLabels.HOST, Nameplate.thisMachine());
        Map<String, String> all = new java.util.HashMap<>();
        engine.containers().list(labels).forEach(each -> note(each.labels(), all));
        engine.networks().list(labels).forEach(each -> note(each.labels(), all));
        engine.volumes().list(labels).forEach(each -> note(each.labels(), all));
        return all;
    }

    private static void note(Map<String, String> labels, Map<String, String> all) {
        String token = labels.getOrDefault(WorkerLabels.RUNTIME, labels.get(WorkerLabels.STARTER));
        String directory = labels.get(WorkerLabels.DIRECTORY);
        if (token != null && directory != null) {
            all.put(token, directory);
        }
    }
}
