package dev.workerkit.channel;

import java.util.List;

/**
 * What the application at one end of a relayed channel has taken of the messages that came from the
 * other machine. They are numbered from 1, as that machine sent them.
 *
 * @param delivered all up to this one were handed over
 * @param settled all up to this one will not be delivered again
 * @param acknowledged those beyond {@code settled} that were acknowledged, and not told before
 */
public record Taken(long delivered, long settled, List<Long> acknowledged) {

    /** Makes the list immutable. */
    public Taken {
        acknowledged = List.copyOf(acknowledged);
    }
}
