package dev.workerkit.container.network;

import dev.workerkit.WorkerId;
import dev.workerkit.container.engine.Connectivity.Attachment;
import java.util.List;
import java.util.Optional;

/**
 * How the two workers of a relationship are brought together, and kept from all others. Safe for use
 * by several threads.
 */
interface Medium {

    /**
     * A segment in which nobody is yet, and which leads nowhere, not even to the machine.
     *
     * @param worker whom it is made for
     * @param purpose among its others
     */
    Segment closed(WorkerId worker, String purpose);

    /** Whether a service can be brought together with a client only if it is in a network already. */
    boolean needsHome();

    /** The place that a container is created in; none if it gets there later. */
    Optional<Attachment> place(Segment segment, String address);

    /** Gets a service whose first process is there into a segment. */
    void enter(Segment segment, Member service);

    /** Brings the two together, as the first processes of both are there. */
    void join(Link link, Member client, Member service);

    /**
     * Removes a segment.
     *
     * @param members containers that may still be in it
     */
    void remove(Segment segment, List<String> members);
}
