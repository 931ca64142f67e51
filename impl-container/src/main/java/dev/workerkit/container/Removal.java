package dev.workerkit.container;

import dev.workerkit.WorkerException;
import dev.workerkit.container.engine.Container;
import dev.workerkit.container.engine.Containers;
import dev.workerkit.container.engine.Engine;
import dev.workerkit.container.engine.EngineException;
import dev.workerkit.container.engine.EngineFacts;
import dev.workerkit.container.engine.Networks;
import dev.workerkit.container.engine.Swarm;
import dev.workerkit.container.engine.Volumes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Removes all that a runtime made in an engine, whatever state it is in. */
public final class Removal {

    private static final int AT_ONCE = 16;

    private final Engine engine;

    /** One from an engine. */
    public Removal(Engine engine) {
        this.engine = engine;
    }

    /**
     * Removes what carries a runtime's token.
     *
     * @throws EngineException if something stays
     */
    public void ofRuntime(String token) {
        Map<String, String> labels = Map.of(WorkerLabels.RUNTIME, token);
        List<EngineException> failures = new ArrayList<>();
        unstarted(token).flatMap(container -> failure(container::remove)).forEach(failures::add);
        List<Container> containers =
                engine.containers().list(labels).stream()
                        // An image that was made of a worker hands its labels down to strangers.
                        .filter(found -> found.name().startsWith(Nameplate.containerNames(token)))
                        .map(Containers.Found::container)
                        .toList();
        failures.addAll(remove(containers));
        for (Networks.Found each : engine.networks().list(labels)) {
            failure(() -> engine.networks().remove(each.id())).forEach(failures::add);
        }
        for (Volumes.Found each : engine.volumes().list(labels)) {
            failure(() -> engine.volumes().remove(each.name())).forEach(failures::add);
        }
        if (managesSwarm()) {
            failures.addAll(removeFromSwarm(labels));
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    /** One that did when it was connected to may have left its swarm. */
    private boolean managesSwarm() {
        return engine.facts().swarm() == EngineFacts.SwarmState.MANAGER
                && engine.swarm().isManaged();
    }

    /** Secrets after services, which use them. */
    private List<EngineException> removeFromSwarm(Map<String, String> labels) {
        List<EngineException> failures = new ArrayList<>();
        for (Swarm.Found each : engine.swarm().services(labels)) {
            failure(() -> engine.swarm().removeService(each.id())).forEach(failures::add);
        }
        for (Swarm.Found each : engine.swarm().secrets(labels)) {
            failure(() -> engine.swarm().removeSecret(each.id())).forEach(failures::add);
        }
        return failures;
    }

    /** Shared workers belong to no runtime, but who was to start one is dead or has given up. */
    private Stream<Container> unstarted(String token) {
        return engine.containers().list(Map.of(WorkerLabels.STARTER, token)).stream()
                .filter(found -> found.status().equals("created"))
                .map(found -> found.container());
    }

    /** All at once, as each takes the engine a tenth of a second; those that can't be. */
    private static List<EngineException> remove(List<Container> containers) {
        if (containers.isEmpty()) {
            return List.of();
        }
        // Not the pool that all share: the application's own work would wait for the engine.
        ExecutorService executor =
                Executors.newFixedThreadPool(Math.min(containers.size(), AT_ONCE));
        try {
            return containers.stream()
                    .map(each -> executor.submit(() -> failure(each::remove)))
                    .toList()
                    .stream()
                    .flatMap(Removal::result)
                    .toList();
        } finally {
            executor.shutdown();
        }
    }

    private static Stream<EngineException> result(Future<Stream<EngineException>> removal) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return removal.get();
                } catch (InterruptedException e) {
                    // Also for one who is interrupted: what is not removed is left behind.
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw new WorkerException("Tried to remove a container: " + e.getCause(), e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Stream<EngineException> failure(Runnable removal) {
        try {
            removal.run();
            return Stream.empty();
        } catch (EngineException e) {
            return Stream.of(e);
        }
    }

    /** The tokens of all runtimes of this machine whose directory is surely no more. */
    Set<String> orphans() {
        Map<String, String> labels = Map.of(WorkerLabels.HOST, Nameplate.thisMachine());
        return Stream.of(
                        engine.containers().list(labels).stream().map(Containers.Found::labels),
                        engine.networks().list(labels).stream().map(Networks.Found::labels),
                        engine.volumes().list(labels).stream().map(Volumes.Found::labels),
                        inSwarm(labels).map(Swarm.Found::labels))
                .flatMap(each -> each)
                .filter(Removal::isOrphaned)
                .map(found -> found.get(WorkerLabels.RUNTIME))
                .collect(Collectors.toSet());
    }

    private Stream<Swarm.Found> inSwarm(Map<String, String> labels) {
        return managesSwarm()
                ? Stream.concat(
                        engine.swarm().services(labels).stream(),
                        engine.swarm().secrets(labels).stream())
                : Stream.empty();
    }

    private static boolean isOrphaned(Map<String, String> labels) {
        String token = labels.get(WorkerLabels.RUNTIME);
        String directory = labels.get(WorkerLabels.DIRECTORY);
        String view = labels.get(WorkerLabels.VIEW);
        if (token == null || directory == null || view == null) {
            return false;
        }
        // Where it is, its master lives, or the directory's own lock decides.
        Path path = Path.of(directory);
        return FileView.of(path)
                .flatMap(own -> FileView.parse(view).filter(made -> made.isGone(path, own)))
                .isPresent();
    }
}
