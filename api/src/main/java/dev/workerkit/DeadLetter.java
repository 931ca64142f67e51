package dev.workerkit;

import java.time.Instant;
import java.util.List;

/**
 * A task or message that as many members died over in a row as the pool allows; it is given to
 * nobody any more (WRK-POOL-006).
 *
 * @param message as the channel's codec has it, not necessarily of the class that was sent: with
 *     JSON, what was an object is a map
 * @param attempts how often it was given to a member
 * @param victims who died over it, oldest first; of a message that was not submitted as a task, as
 *     far as is known
 * @param time when it was given up
 */
public record DeadLetter(Object message, int attempts, List<Victim> victims, Instant time) {

    /** Copies the list. */
    public DeadLetter {
        victims = List.copyOf(victims);
    }

    /**
     * One who died over it.
     *
     * @param worker the member
     * @param name its name
     * @param incarnation which of its incarnations
     * @param exit how that ended
     */
    public record Victim(WorkerId worker, String name, int incarnation, WorkerExit exit) {}
}
