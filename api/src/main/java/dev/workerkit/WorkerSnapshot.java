package dev.workerkit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the master knows of a worker at one moment; consistent in itself.
 *
 * @param id the worker
 * @param name its name
 * @param state where it is
 * @param desired what is wanted of it
 * @param incarnation how often it was spawned
 * @param pid its main process while it is live
 * @param since when it entered the state
 * @param lastExit how its last incarnation ended, if one has
 * @param nextStart when it will be started again, while its delay runs in {@link
 *     WorkerState#BACKOFF}
 * @param waitsFor the workers that it is started after, while it waits for them to be ready
 * @param forbidden why the kill switch forbids its start, while it waits for nothing else to be
 *     started, or to be recycled
 * @param statusText what it last said of itself, if it did
 */
public record WorkerSnapshot(
        WorkerId id,
        String name,
        WorkerState state,
        DesiredState desired,
        int incarnation,
        OptionalLong pid,
        Instant since,
        Optional<WorkerExit> lastExit,
        Optional<Instant> nextStart,
        List<String> waitsFor,
        Optional<String> forbidden,
        Optional<String> statusText) {}
