package dev.workerkit.container.swarm;

import dev.workerkit.SpecException;
import dev.workerkit.WorkerException;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where the nodes of a swarm reach their master.
 *
 * @param host by which they know this machine
 * @param listen where this machine listens for them
 */
record MasterAddress(String host, InetSocketAddress listen) {

    /** Of a swarm's managers; nothing is sent there. */
    private static final int PORT = 2377;

    /**
     * One that was given.
     *
     * @param text {@code HOST} or {@code HOST:PORT}
     * @throws SpecException if that is no address that others can reach
     */
    static MasterAddress given(String text) {
        URI uri;
        try {
            uri = new URI("tcp://" + text);
        } catch (URISyntaxException e) {
            throw wrong(text, "is no address");
        }
        if (uri.getHost() == null
                || uri.getUserInfo() != null
                || !uri.getAuthority().equals(text)) {
            throw wrong(text, "is no address");
        }
        String host = uri.getHost().replaceAll("[\\[\\]]", "");
        return new MasterAddress(host, listen(text, host, Math.max(uri.getPort(), 0)));
    }

    private static SpecException wrong(String text, String what) {
        return new SpecException(
                "options.address",
                "'" + text + "' " + what,
                "give HOST or HOST:PORT, by which the nodes reach this machine");
    }

    /** At that address if it is this machine's own; it may be that of who leads to it. */
    private static InetSocketAddress listen(String text, String host, int port) {
        try {
            InetAddress address = InetAddress.getByName(host);
            if (address.isLoopbackAddress()) {
                throw wrong(text, "is for each node that node itself");
            }
            return NetworkInterface.getByInetAddress(address) == null
                    ? new InetSocketAddress(port)
                    : new InetSocketAddress(address, port);
        } catch (IOException e) {
            // It is the nodes who must know the name.
            return new InetSocketAddress(port);
        }
    }

    /**
     * The one that this machine itself uses towards the manager.
     *
     * @throws WorkerException if no route leads there
     */
    static MasterAddress toward(String manager) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(manager), PORT));
            InetAddress own = socket.getLocalAddress();
            return new MasterAddress(own.getHostAddress(), new InetSocketAddress(own, 0));
        } catch (IOException | RuntimeException e) {
            throw new WorkerException(
                    "No route leads from this machine to the swarm's manager at "
                            + manager
                            + " ("
                            + e.getMessage()
                            + "); give the address by which its nodes reach this machine"
                            + " (RuntimeOptions.withAddress)",
                    e);
        }
    }
}
