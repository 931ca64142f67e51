package dev.workerkit.killswitch;

import dev.workerkit.KillSwitch;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** What of an address is compared: the same for all that mean the same (WRK-KILL-007). */
final class AddressKey {

    private static final String LOCALHOST = "localhost";
    private static final Set<String> LOOPBACK = Set.of(LOCALHOST, "::1", "0.0.0.0", "::");

    private AddressKey() {}

    /** Of an entry of the file; one that is no address of ours is compared as it stands. */
    static String of(String entry) {
        try {
            String address = KillSwitch.normalized(entry);
            return address.startsWith(KillSwitch.WORKER)
                    ? address
                    : of(WorkerAddress.parse(address));
        } catch (SpecException e) {
            return entry;
        }
    }

    /** An address again, so that operators can be told it, and write it. */
    static String of(WorkerAddress address) {
        if (address instanceof WorkerAddress.Unix unix) {
            return socket(unix);
        }
        return address instanceof WorkerAddress.Tcp tcp
                ? port(tcp.host(), tcp.port())
                : port(((WorkerAddress.Tls) address).host(), ((WorkerAddress.Tls) address).port());
    }

    /** The folders of a socket may have several names, as /run and /var/run. */
    private static String socket(WorkerAddress.Unix address) {
        Path path = address.path();
        try {
            return "unix://" + path.getParent().toRealPath().resolve(path.getFileName());
        } catch (IOException e) {
            // There is no such folder now, so it has no other name.
            return address.toString();
        }
    }

    /** With and without TLS, a port is one place, which one worker alone can have. */
    private static String port(String host, int port) {
        return new WorkerAddress.Tcp(isThisMachine(host) ? LOCALHOST : host, port).toString();
    }

    /**
     * Whether it is loopback, or the wildcard, which listens there, too. Rather too much than too
     * little is one, and no name is looked up: what it says may change.
     */
    private static boolean isThisMachine(String host) {
        return LOOPBACK.contains(host)
                || host.endsWith("." + LOCALHOST)
                || host.matches("127(\\.\\d+){3}");
    }

    /** Of the worker of a name. */
    static String ofWorker(String name) {
        return KillSwitch.WORKER + name;
    }
}
