package dev.workerkit;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Where a shared worker listens. Two addresses that are spelled differently and mean the same are
 * equal (WRK-SHARED-001): a path without {@code .}, {@code ..} and doubled slashes, a host in lower
 * case, an IPv6 address in its shortest form. No name is looked up for that.
 */
public sealed interface WorkerAddress {

    /** The longest path that the kernel takes for a socket, in bytes. */
    int LONGEST_PATH_BYTES = 107;

    /**
     * Reads an address.
     *
     * @param text {@code unix:///path}, {@code tcp://host:port} or {@code tls://host:port}; an IPv6
     *     host stands in brackets
     * @throws SpecException if it is none of these
     */
    static WorkerAddress parse(String text) {
        return AddressText.parse(text);
    }

    private static int requirePort(int port) {
        if (port < 1 || port > 65_535) {
            throw new SpecException(
                    "address", port + " is no port", "use a number from 1 to 65535");
        }
        return port;
    }

    /**
     * A Unix-domain stream socket of this machine.
     *
     * @param path absolute, at most 107 bytes in UTF-8
     */
    record Unix(Path path) implements WorkerAddress {

        /** Checks and normalizes the path. */
        public Unix {
            if (!path.isAbsolute()) {
                throw AddressText.refusal("unix:" + path, "its path is relative");
            }
            Path given = path;
            path = given.normalize();
            if (path.getNameCount() == 0) {
                throw AddressText.refusal("unix://" + given, "it names no file");
            }
            int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
            if (length > LONGEST_PATH_BYTES) {
                throw new SpecException(
                        "address",
                        path
                                + " has "
                                + length
                                + " bytes, and the kernel takes at most "
                                + LONGEST_PATH_BYTES
                                + " for a socket",
                        "use a shorter folder, for example one below /run or /tmp");
            }
        }

        @Override
        public String toString() {
            return "unix://" + path;
        }
    }

    /**
     * A TCP port.
     *
     * @param host a name or an address, without brackets
     * @param port 1 to 65535
     */
    record Tcp(String host, int port) implements WorkerAddress {

        /** Checks and normalizes the values. */
        public Tcp {
            host = Host.normalized(host, host);
            requirePort(port);
        }

        @Override
        public String toString() {
            return "tcp://" + Host.inAddress(host) + ":" + port;
        }
    }

    /**
     * A TCP port that speaks TLS.
     *
     * @param host a name or an address, without brackets
     * @param port 1 to 65535
     */
    record Tls(String host, int port) implements WorkerAddress {

        /** Checks and normalizes the values. */
        public Tls {
            host = Host.normalized(host, host);
            requirePort(port);
        }

        @Override
        public String toString() {
            return "tls://" + Host.inAddress(host) + ":" + port;
        }
    }
}
