package dev.workerkit;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** How to find out from outside whether a worker is ready. */
public sealed interface Probe {

    /** Ready when this port of the loopback address accepts a connection. */
    static Probe tcp(int port) {
        return new Tcp("127.0.0.1", port);
    }

    /** Ready when this Unix-domain stream socket accepts a connection. */
    static Probe unixSocket(Path path) {
        return new UnixSocket(path);
    }

    /** Ready when a GET of this address is answered with a status from 200 to 399. */
    static Probe http(String address) {
        try {
            return new Http(URI.create(address));
        } catch (IllegalArgumentException e) {
            throw new SpecException(
                    "probe.address", "'" + address + "' is no address", Http.ADVICE);
        }
    }

    /** Ready when this command, run beside the worker in its environment, exits with 0. */
    static Probe command(String... words) {
        return new Command(List.of(words));
    }

    /**
     * A TCP port that accepts a connection.
     *
     * @param host a name or an address
     * @param port 1 to 65535
     */
    record Tcp(String host, int port) implements Probe {
        /** Checks the values. */
        public Tcp {
            if (host.isBlank()) {
                throw new SpecException("probe.host", "it is empty", "name a host");
            }
            if (port < 1 || port > 65_535) {
                throw new SpecException("probe.port", port + " is not a port", "use 1 to 65535");
            }
        }
    }

    /**
     * A Unix-domain stream socket that accepts a connection.
     *
     * @param path of the socket; a relative one begins in the worker's folder
     */
    record UnixSocket(Path path) implements Probe {}

    /**
     * An HTTP server that answers with a status from 200 to 399; redirects are not followed. A
     * certificate must be one that this JVM trusts.
     *
     * @param address begins with {@code http://} or {@code https://}
     */
    record Http(URI address) implements Probe {

        private static final String ADVICE = "give one such as http://127.0.0.1:8080/health";

        /** Checks the address. */
        public Http {
            String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            if (!(scheme.equals("http") || scheme.equals("https")) || address.getHost() == null) {
                throw new SpecException(
                        "probe.address", "'" + address + "' is no address of HTTP", ADVICE);
            }
        }
    }

    /**
     * A command that exits with 0. It runs in the worker's folder with the worker's variables; it and
     * all that it starts end with the worker, if not before. Its output goes nowhere.
     *
     * @param words the program and its arguments; no shell sees them
     */
    record Command(List<String> words) implements Probe {
        /** Checks the words. */
        public Command {
            words = List.copyOf(words);
            if (words.isEmpty() || words.get(0).isBlank()) {
                throw new SpecException("probe.command", "it is empty", "name a program");
            }
            words.forEach(word -> SpecException.requireNoNul("probe.command", word));
        }
    }
}
