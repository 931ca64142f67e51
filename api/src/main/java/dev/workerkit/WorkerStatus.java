package dev.workerkit;

import java.util.List;

/**
 * What a worker answers when it is asked how it is.
 *
 * @param text for people; may be empty
 * @param counters for monitoring; names are unique
 */
public record WorkerStatus(String text, List<Counter> counters) {

    /** Makes the list immutable. */
    public WorkerStatus {
        counters = List.copyOf(counters);
    }

    /** A status that is only text. */
    public static WorkerStatus of(String text) {
        return new WorkerStatus(text, List.of());
    }
}
