package dev.workerkit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

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
        if (text.startsWith("unix:")) {
            return Unix.parse(text);
        }
        if (text.startsWith("tcp://")) {
            return new Tcp(host(text), port(text));
        }
        if (text.startsWith("tls://")) {
            return new Tls(host(text), port(text));
        }
        throw refusal(text, "it begins with none of unix://, tcp:// and tls://");
    }

    private static String host(String text) {
        String host = uri(text).getHost();
        if (host == null) {
            throw refusal(text, "it has no host");
        }
        return host;
    }

    private static int port(String text) {
        int port = uri(text).getPort();
        if (port < 0) {
            throw refusal(text, "it has no port");
        }
        return port;
    }

    private static URI uri(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw refusal(text, e.getMessage());
        }
        boolean more =
                uri.getUserInfo() != null
                        || uri.getQuery() != null
                        || uri.getFragment() != null
                        || !(uri.getPath() == null || uri.getPath().matches("/?"));
        if (more) {
            throw refusal(text, "it has more than a host and a port");
        }
        return uri;
    }

    private static SpecException refusal(String text, String found) {
        return new SpecException(
                "address",
                "'" + text + "' is no address of a worker: " + found,
                "use unix:///absolute/path, tcp://host:port or tls://host:port");
    }

    private static String normalized(String host) {
        String bare =
                host.startsWith("[") && host.endsWith("]")
                        ? host.substring(1, host.length() - 1)
                        : host;
        if (bare.indexOf(':') >= 0) {
            return normalizedIpv6(host, bare);
        }
        String lower = bare.toLowerCase(Locale.ROOT);
        String name = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
        if (!name.matches("[a-z0-9_]([a-z0-9._-]*[a-z0-9_])?")) {
            throw refusal(host, "'" + host + "' is no host");
        }
        return name;
    }

    private static String normalizedIpv6(String host, String bare) {
        if (!bare.matches("[0-9a-fA-F:.]+")) {
            throw refusal(host, "'" + bare + "' is no IPv6 address");
        }
        try {
            // A literal, so nothing is looked up.
            InetAddress address = InetAddress.getByName(bare);
            return address instanceof Inet6Address
                    ? shortest(address.getAddress())
                    : address.getHostAddress();
        } catch (UnknownHostException e) {
            throw refusal(host, "'" + bare + "' is no IPv6 address");
        }
    }

    /** As RFC 5952 has it: the first of the longest runs of zero groups becomes {@code ::}. */
    private static String shortest(byte[] address) {
        int[] groups = new int[8];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = (address[2 * i] & 0xff) << 8 | address[2 * i + 1] & 0xff;
        }
        int longestAt = -1;
        int longest = 1;
        for (int at = 0; at < groups.length; at++) {
            int end = at;
            while (end < groups.length && groups[end] == 0) {
                end++;
            }
            if (end - at > longest) {
                longestAt = at;
                longest = end - at;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < groups.length; i++) {
            if (i == longestAt) {
                text.append("::");
                i += longest - 1;
            } else {
                boolean first = text.isEmpty() || text.charAt(text.length() - 1) == ':';
                text.append(first ? "" : ":").append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }

    private static int requirePort(int port) {
        if (port < 1 || port > 65_535) {
            throw new SpecException(
                    "address", port + " is no port", "use a number from 1 to 65535");
        }
        return port;
    }

    private static String authority(String host, int port) {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
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
                throw refusal("unix:" + path, "its path is relative");
            }
            path = path.normalize();
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
            if (path.getNameCount() == 0) {
                throw refusal("unix://" + path, "it names no file");
            }
        }

        private static Unix parse(String text) {
            String path = text.substring("unix:".length());
            if (!path.startsWith("/") || path.startsWith("//") && !path.startsWith("///")) {
                throw refusal(text, "it has no absolute path after unix://");
            }
            try {
                return new Unix(Path.of(path.startsWith("///") ? path.substring(2) : path));
            } catch (InvalidPathException e) {
                throw refusal(text, e.getMessage());
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
            host = normalized(host);
            requirePort(port);
        }

        @Override
        public String toString() {
            return "tcp://" + authority(host, port);
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
            host = normalized(host);
            requirePort(port);
        }

        @Override
        public String toString() {
            return "tls://" + authority(host, port);
        }
    }
}
