package dev.workerkit.container;

import dev.workerkit.ExecSpec;
import dev.workerkit.Execution;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerId;
import dev.workerkit.container.engine.Container;
import dev.workerkit.container.engine.ContainerState;
import dev.workerkit.container.engine.Containers.Found;
import dev.workerkit.container.engine.Engine;
import dev.workerkit.container.engine.NotFoundException;
import dev.workerkit.spi.RunningWorker;
import dev.workerkit.spi.RunningWorkers;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The workers of all masters that run in an engine, known by their labels. */
final class EngineWorkers implements RunningWorkers {

    private final Engine engine;
    private final Executions executions = new Executions();

    /** Looks into this engine, which it closes. */
    EngineWorkers(Engine engine) {
        this.engine = engine;
    }

    @Override
    public List<RunningWorker> list() {
        return labelled()
                .flatMap(found -> running(found).stream())
                .sorted(Comparator.comparing(worker -> worker.id().value()))
                .toList();
    }

    private Stream<Found> labelled() {
        return engine.containers().list(Map.of(WorkerLabels.WORKER, "")).stream();
    }

    private static Optional<RunningWorker> running(Found found) {
        Map<String, String> labels = found.labels();
        String id = labels.getOrDefault(WorkerLabels.WORKER, "");
        try {
            ContainerState state = found.container().inspect();
            return state.running()
                    ? Optional.of(
                            new RunningWorker(
                                    new WorkerId(id),
                                    labels.getOrDefault(WorkerLabels.NAME, id),
                                    incarnation(labels),
                                    Optional.of(found.image()),
                                    state.started().orElse(Instant.EPOCH),
                                    state.paused()))
                    : Optional.empty();
        } catch (NotFoundException | SpecException e) {
            // It has ended since it was listed; or somebody else uses our label.
            return Optional.empty();
        }
    }

    private static long incarnation(Map<String, String> labels) {
        try {
            return Long.parseLong(labels.getOrDefault(WorkerLabels.INCARNATION, "1"));
        } catch (NumberFormatException e) {
            return 1;
        }
    }

    @Override
    public Execution exec(RunningWorker worker, ExecSpec command) {
        Container container =
                labelled()
                        .filter(found -> isOf(found, worker))
                        .map(Found::container)
                        .findFirst()
                        .orElseThrow(() -> Executions.notRunning(worker.name()));
        return executions.begin(engine, container, command, worker.name());
    }

    private static boolean isOf(Found found, RunningWorker worker) {
        return worker.id().value().equals(found.labels().get(WorkerLabels.WORKER))
                && incarnation(found.labels()) == worker.incarnation();
    }

    @Override
    public void close() {
        executions.close();
        engine.close();
    }
}
