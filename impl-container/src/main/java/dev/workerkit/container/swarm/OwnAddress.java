package dev.workerkit.container.swarm;

import dev.workerkit.WorkerException;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The address of this machine by which another reaches it. */
final class OwnAddress {

    /** Of a swarm's managers; nothing is sent there. */
    private static final int PORT = 2377;

    private OwnAddress() {}

    /**
     * The one that this machine itself uses towards another.
     *
     * @param other an address, or a name
     * @throws WorkerException if no route leads there
     */
    static InetAddress toward(String other) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(other), PORT));
            return socket.getLocalAddress();
        } catch (IOException | RuntimeException e) {
            throw new WorkerException(
                    "No route leads from this machine to the swarm's manager at "
                            + other
                            + " ("
                            + e.getMessage()
                            + "), so its nodes can't reach their master; run the master where it"
                            + " reaches them",
                    e);
        }
    }
}
