package dev.workerkit.container.network;

import dev.workerkit.Relationship;

/**
 * A relationship of a worker that is there, with its network. One for each, also among equals: it
 * has an identity.
 */
final class Link {

    private final Relationship relationship;
    private final Bridge bridge;

    /** How many incarnations are being started that will be in it; guarded by the relations. */
    int starting;

    /** Whether its worker is gone; guarded by the relations. */
    boolean abandoned;

    Link(Relationship relationship, Bridge bridge) {
        this.relationship = relationship;
        this.bridge = bridge;
    }

    Relationship relationship() {
        return relationship;
    }

    Bridge bridge() {
        return bridge;
    }
}
