package dev.workerkit.sharing;

import dev.workerkit.SharedWorkerUnavailableException;
import dev.workerkit.WorkerException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;

/** Looks hosts up, and tells those of this machine. */
public final class Hosts {

    private Hosts() {}

    /**
     * The addresses of a host, in the order in which they are tried.
     *
     * @throws SharedWorkerUnavailableException if it has none
     */
    public static List<InetAddress> resolve(String host) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            throw new SharedWorkerUnavailableException(
                    "Tried to look up the host '"
                            + host
                            + "': it has no address; check its spelling, and the name service",
                    e);
        }
    }

    /** Whether it is one of this machine's own. */
    public static boolean isLocal(InetAddress address) {
        try {
            return address.isAnyLocalAddress()
                    || address.isLoopbackAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            throw new WorkerException("Tried to list this machine's addresses: " + e, e);
        }
    }
}
