package dev.workerkit.os;

import com.sun.jna.Memory;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerException;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * Sockets that listen from the start, to be handed to a child. Java's own can't be: what they are
 * made of is out of reach.
 */
public final class ListeningSocket {

    /** How many connections may wait while the worker starts; the kernel may have a lower bound. */
    private static final int BACKLOG = 4096;

    /** A {@code sockaddr_un}: its family, and then the path with the NUL at its end. */
    private static final int UNIX_ADDRESS_BYTES = 2 + WorkerAddress.LONGEST_PATH_BYTES + 1;

    private static final int IPV4_ADDRESS_BYTES = 16;
    private static final int IPV6_ADDRESS_BYTES = 28;

    private ListeningSocket() {}

    /**
     * Listens at a path where nothing is; only this user can connect.
     *
     * @throws WorkerException if that fails
     */
    public static Descriptor unix(Path path) {
        Descriptor socket = open(LibC.AF_UNIX, path);
        try (Memory address = new Memory(UNIX_ADDRESS_BYTES)) {
            byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
            address.clear();
            address.setShort(0, (short) LibC.AF_UNIX);
            address.write(2, name, 0, name.length);
            if (LibC.bind(socket.number(), address, UNIX_ADDRESS_BYTES) != 0) {
                throw failure(path);
            }
            // Nobody can connect before it listens.
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            if (LibC.listen(socket.number(), BACKLOG) != 0) {
                throw failure(path);
            }
            return socket;
        } catch (IOException e) {
            socket.close();
            throw new WorkerException("Tried to make " + path + " private: " + e, e);
        } catch (RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Listens at an address of this machine.
     *
     * @return nothing if it is in use
     * @throws WorkerException if that fails for another reason
     */
    public static Optional<Descriptor> tcp(InetSocketAddress where) {
        boolean six = where.getAddress() instanceof Inet6Address;
        Descriptor socket = open(six ? LibC.AF_INET6 : LibC.AF_INET, where);
        boolean listening = false;
        try (Memory address = new Memory(IPV6_ADDRESS_BYTES);
                Memory on = new Memory(Integer.BYTES)) {
            on.setInt(0, 1);
            LibC.setsockopt(socket.number(), LibC.SOL_SOCKET, LibC.SO_REUSEADDR, on, Integer.BYTES);
            int length = write(where.getAddress(), where.getPort(), address);
            // Two who have bound at once, as this option allows, are told apart by the second call.
            listening =
                    LibC.bind(socket.number(), address, length) == 0
                            && LibC.listen(socket.number(), BACKLOG) == 0;
            if (!listening && LibC.errno() != LibC.EADDRINUSE) {
                throw failure(where);
            }
            return listening ? Optional.of(socket) : Optional.empty();
        } finally {
            if (!listening) {
                socket.close();
            }
        }
    }

    /** As {@code sockaddr_in} or {@code sockaddr_in6}; tells its length. */
    private static int write(InetAddress host, int port, Memory address) {
        byte[] bytes = host.getAddress();
        address.clear();
        // In the order of the network.
        address.setByte(2, (byte) (port >> 8));
        address.setByte(3, (byte) port);
        if (host instanceof Inet6Address six) {
            address.setShort(0, (short) LibC.AF_INET6);
            address.write(8, bytes, 0, bytes.length);
            address.setInt(24, six.getScopeId());
            return IPV6_ADDRESS_BYTES;
        }
        address.setShort(0, (short) LibC.AF_INET);
        address.write(4, bytes, 0, bytes.length);
        return IPV4_ADDRESS_BYTES;
    }

    private static Descriptor open(int family, Object where) {
        int number = LibC.socket(family, LibC.SOCK_STREAM_CLOEXEC, 0);
        if (number < 0) {
            throw failure(where);
        }
        return new Descriptor(Descriptor.outOfTheWay(number));
    }

    private static WorkerException failure(Object where) {
        return new WorkerException("Tried to listen at " + where + ": " + LibC.lastError());
    }
}
