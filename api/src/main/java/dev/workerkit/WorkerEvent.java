package dev.workerkit;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

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
 * @param exit how an incarnation ended, where that caused the event; see {@link #ended()}
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
        String cause) {

    /**
     * The incarnation whose end the event tells, if it tells one (WRK-EVENT-002): the one before,
     * where the event is the start of the next.
     */
    public OptionalInt ended() {
        if (exit.isEmpty()) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(to == WorkerState.STARTING ? incarnation - 1 : incarnation);
    }
}
