package dev.workerkit.tck.trace;

import dev.workerkit.WorkerState;
import org.jspecify.annotations.Nullable;

/**
 * A worker went from one state to another, as a listener was told.
 *
 * @param at when it was told, in microseconds from the beginning
 * @param happened when it happened, as it says itself, in microseconds from the beginning
 * @param runtime which of the runtimes that the verification opened, from 1
 * @param sequence its number in that runtime
 * @param worker the worker's name
 * @param incarnation which spawn of the worker
 * @param from the state before
 * @param to the state after
 * @param exit how an incarnation ended, where that caused the event
 * @param cause why, for people
 */
public record Event(
        long at,
        long happened,
        int runtime,
        long sequence,
        String worker,
        int incarnation,
        WorkerState from,
        WorkerState to,
        @Nullable String exit,
        String cause) {}
