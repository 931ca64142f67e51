package dev.workerkit.container.network;

import dev.workerkit.container.engine.Connectivity.Attachment;

/**
 * Where a worker and its service, and nobody else, are together: a network of the engine, or a wire
 * between the two.
 *
 * @param id the engine's, or the name of the wire's ends
 * @param subnet its addresses; in a network the first is the gateway's, whether there is one or not
 */
record Segment(String id, Subnet subnet) {

    private static final int SERVICE = 2;
    private static final int CLIENT = 3;

    /** The address of who serves in it, which never changes. */
    String service() {
        return subnet.address(SERVICE);
    }

    /** The address of whom it was made for. */
    String client() {
        return subnet.address(CLIENT);
    }

    Attachment place(String address) {
        return Attachment.at(id, address);
    }
}
