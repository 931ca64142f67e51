package dev.workerkit;

import java.util.regex.Pattern;

/**
 * A TCP port of an isolated worker that is reached at a port of the master's machine (WRK-ISO-009).
 *
 * @param host the address of the machine to listen at, for example {@code 127.0.0.1}
 * @param hostPort the port there, 1 to 65535
 * @param workerPort where the worker listens, 1 to 65535
 */
public record PublishedPort(String host, int hostPort, int workerPort) {

    /** Of version 4, and roughly of 6: the engine knows which ones the machine has. */
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "((25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1?\\d?\\d)"
                            + "|(?=.*:)[0-9a-fA-F:.]{2,45}");

    /** Checks the values. */
    public PublishedPort {
        if (!ADDRESS.matcher(host).matches()) {
            throw new SpecException(
                    "isolation.published",
                    "'" + host + "' is no address",
                    "use 127.0.0.1, 0.0.0.0 or another address of the machine; names are not"
                            + " looked up");
        }
        requirePort(hostPort);
        requirePort(workerPort);
    }

    private static void requirePort(int port) {
        if (port < 1 || port > 65_535) {
            throw new SpecException(
                    "isolation.published", port + " is no port", "use one from 1 to 65535");
        }
    }

    /** At the same port of the machine's loopback, which no other machine reaches. */
    public static PublishedPort local(int port) {
        return new PublishedPort("127.0.0.1", port, port);
    }
}
