package dev.workerkit;

import java.time.Instant;
import java.util.Optional;

/**
 * A worker went from one state to another.
 *
 * @param sequence numbers the events of a runtime from 1 without gaps
 * @param time when it happened
 * @param worker the worker
 * @param name the worker's name
 * @param incarnation which spawn of the worker it concerns, from 1; 0 before the first
 * @param from the state before
 * @param to the state after
 * @param exit how the incarnation ended, where an end caused the event
 * @param cause why, for people
 */
public record WorkerEvent(
        long sequence,
        Instant time,
        WorkerId worker,
        String name,
        int incarnation,
        WorkerState from,
        WorkerState to,
        Optional<WorkerExit> exit,
        String cause) {}
