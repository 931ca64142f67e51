package dev.workerkit.container.network;

import dev.workerkit.Relationship;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A relationship of a worker that is there, with its segment. One for each, also among equals: it
 * has an identity.
 */
final class Link {

    private final String client;
    private final Relationship relationship;
    private final Segment segment;

    /** How many incarnations are being started that will be in it; guarded by the relations. */
    int starting;

    /** Whether its worker is gone; guarded by the relations. */
    boolean abandoned;

    /** The incarnation of the service that got into the segment last; guarded by this. */
    private Optional<Member> entered = Optional.empty();

    /** Who was brought together last; guarded by this. */
    private Optional<Pair> joined = Optional.empty();

    /** Two incarnations. */
    private record Pair(Member client, Member service) {}

    Link(String client, Relationship relationship, Segment segment) {
        this.client = client;
        this.relationship = relationship;
        this.segment = segment;
    }

    /** The name of the worker. */
    String client() {
        return client;
    }

    Relationship relationship() {
        return relationship;
    }

    Segment segment() {
        return segment;
    }

    /** Does what gets a service into the segment, unless that was done. */
    synchronized void enter(Member service, Runnable entering) {
        if (!isEntered(service)) {
            entering.run();
            entered = Optional.of(service);
        }
    }

    /** Whether that was done. */
    synchronized boolean isEntered(Member service) {
        return entered.equals(Optional.of(service));
    }

    /**
     * Does what brings two together, unless that was done. Both may ask for it at once.
     *
     * @param bringing returns whether it was done
     */
    synchronized void join(Member client, Member service, BooleanSupplier bringing) {
        Optional<Pair> pair = Optional.of(new Pair(client, service));
        if (!joined.equals(pair) && bringing.getAsBoolean()) {
            joined = pair;
        }
    }
}
