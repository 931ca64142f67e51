package dev.workerkit.container.network;

import dev.workerkit.container.engine.Connectivity.Attachment;

/**
 * A network that was made for a worker.
 *
 * @param id the engine's
 * @param subnet its addresses; the gateway's is the second, whether there is one or not
 */
record Bridge(String id, Subnet subnet) {

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
