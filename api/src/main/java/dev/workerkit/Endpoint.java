package dev.workerkit;

import java.util.regex.Pattern;

/**
 * Where a worker serves others: a TCP port that workers with a {@link Relationship} to it reach.
 *
 * @param name unique in the worker: lower-case letters, digits and hyphens, a letter first
 * @param scheme what is spoken there, for people and clients, for example {@code http}
 * @param port 1 to 65535
 */
public record Endpoint(String name, String scheme, int port) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    /** Checks the values. */
    public Endpoint {
        requireName("endpoints", name);
        requireName("endpoints", scheme);
        if (port < 1 || port > 65_535) {
            throw new SpecException("endpoints", port + " is no port", "use one from 1 to 65535");
        }
    }

    /** One that has the name of what is spoken there. */
    public static Endpoint of(String scheme, int port) {
        return new Endpoint(scheme, scheme, port);
    }

    static void requireName(String field, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new SpecException(
                    field,
                    "'" + name + "' is no name",
                    "use at most 63 lower-case letters, digits and hyphens, a letter first");
        }
    }
}
