package dev.workerkit.tck.trace;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * All that was recorded of a verification, or of one try of a property; of much, the first and the
 * last.
 *
 * @param calls in the order in which they were made
 * @param callsOmitted how many are missing in the middle
 * @param events in the order in which they were told
 * @param eventsOmitted how many are missing in the middle
 */
public record Trace(List<Call> calls, int callsOmitted, List<Event> events, int eventsOmitted) {

    /** Of a verification that never came to the runtime. */
    public static final Trace EMPTY = new Trace(List.of(), 0, List.of(), 0);

    /** Keeps copies of the lists. */
    public Trace {
        calls = List.copyOf(calls);
        events = List.copyOf(events);
    }

    /** Whether nothing was recorded. */
    @JsonIgnore
    public boolean isEmpty() {
        return calls.isEmpty() && events.isEmpty();
    }
}
