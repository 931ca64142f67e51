package dev.workerkit;

import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What separates a worker from the machine it runs on. Immutable. It begins {@link #strict}, and is
 * loosened by one named field at a time; a runtime that can't isolate refuses it (WRK-SPI-013).
 *
 * @param capabilities the capabilities of the Linux kernel that the worker keeps, without the prefix
 *     {@code CAP_}, for example {@code NET_BIND_SERVICE}; none by default (WRK-ISO-001)
 * @param newPrivileges whether a program may give it privileges that it has not, as {@code sudo}
 *     does (WRK-ISO-002)
 * @param writableRoot whether it may write anywhere in its file system, and not only to {@code /tmp}
 *     and its mounts; what it writes goes with the incarnation (WRK-ISO-003)
 * @param temporaryBytes how much {@code /tmp} holds, in memory; 64 MiB by default (WRK-ISO-003)
 * @param user whom it runs as; by default the master's user, or {@code 65534} (nobody) where that is
 *     root (WRK-ISO-004)
 * @param processes how many processes and threads it may have at once, from 1; 512 by default
 *     (WRK-ISO-005)
 * @param network what it reaches; nothing by default (WRK-ISO-006)
 * @param published what is reached of it (WRK-ISO-009)
 */
public record Isolation(
        Set<String> capabilities,
        boolean newPrivileges,
        boolean writableRoot,
        long temporaryBytes,
        Optional<ProcessIdentity> user,
        int processes,
        NetworkAccess network,
        Set<PublishedPort> published) {

    /** How much {@code /tmp} holds unless it is given, in bytes. */
    public static final long DEFAULT_TEMPORARY_BYTES = 64L << 20;

    /** How many processes and threads a worker may have unless it is given. */
    public static final int DEFAULT_PROCESSES = 512;

    private static final Pattern CAPABILITY = Pattern.compile("[A-Z][A-Z_]*");
    private static final String PREFIX = "CAP_";

    /** Checks the values. */
    public Isolation {
        Set<String> sorted = new TreeSet<>();
        capabilities.forEach(capability -> sorted.add(normalized(capability)));
        capabilities = Collections.unmodifiableSet(sorted);
        published = Set.copyOf(published);
        if (temporaryBytes < 1) {
            throw new SpecException(
                    "isolation.temporaryBytes",
                    temporaryBytes + " bytes hold nothing",
                    "use 1 or more");
        }
        if (processes < 1) {
            throw new SpecException(
                    "isolation.processes", processes + " is too few", "use 1 or more");
        }
        Set<String> places = new HashSet<>();
        for (PublishedPort port : published) {
            if (!places.add(port.host() + " " + port.hostPort())) {
                throw new SpecException(
                        "isolation.published",
                        "the port " + port.hostPort() + " of " + port.host() + " is given twice",
                        "publish each one once");
            }
        }
        if (!published.isEmpty() && network != NetworkAccess.OUTBOUND) {
            throw new SpecException(
                    "isolation.published",
                    "a worker with the network " + network + " has no ports to publish",
                    "use NetworkAccess.OUTBOUND with it");
        }
    }

    private static String normalized(String capability) {
        String upper = capability.toUpperCase(Locale.ROOT);
        String bare = upper.startsWith(PREFIX) ? upper.substring(PREFIX.length()) : upper;
        if (!CAPABILITY.matcher(bare).matches()) {
            throw new SpecException(
                    "isolation.capabilities",
                    "'" + capability + "' is no capability",
                    "use names as in capabilities(7), for example NET_BIND_SERVICE");
        }
        return bare;
    }

    /** Nothing is loosened. */
    public static Isolation strict() {
        return new Isolation(
                Set.of(),
                false,
                false,
                DEFAULT_TEMPORARY_BYTES,
                Optional.empty(),
                DEFAULT_PROCESSES,
                NetworkAccess.NONE,
                Set.of());
    }

    /** The same that keeps one more capability. */
    public Isolation withCapability(String capability) {
        Set<String> more = new TreeSet<>(capabilities);
        more.add(capability);
        return new Isolation(
                more,
                newPrivileges,
                writableRoot,
                temporaryBytes,
                user,
                processes,
                network,
                published);
    }

    /** The same that may gain privileges. */
    public Isolation withNewPrivileges() {
        return new Isolation(
                capabilities,
                true,
                writableRoot,
                temporaryBytes,
                user,
                processes,
                network,
                published);
    }

    /** The same that may write anywhere. */
    public Isolation withWritableRoot() {
        return new Isolation(
                capabilities,
                newPrivileges,
                true,
                temporaryBytes,
                user,
                processes,
                network,
                published);
    }

    /** The same with a larger or smaller {@code /tmp}, in bytes. */
    public Isolation withTemporaryBytes(long bytes) {
        return new Isolation(
                capabilities,
                newPrivileges,
                writableRoot,
                bytes,
                user,
                processes,
                network,
                published);
    }

    /** The same run as this user. */
    public Isolation withUser(ProcessIdentity newUser) {
        return new Isolation(
                capabilities,
                newPrivileges,
                writableRoot,
                temporaryBytes,
                Optional.of(newUser),
                processes,
                network,
                published);
    }

    /** The same with more or fewer processes and threads. */
    public Isolation withProcesses(int most) {
        return new Isolation(
                capabilities,
                newPrivileges,
                writableRoot,
                temporaryBytes,
                user,
                most,
                network,
                published);
    }

    /** The same that reaches this of the network; no port is published any more. */
    public Isolation withNetwork(NetworkAccess access) {
        return new Isolation(
                capabilities,
                newPrivileges,
                writableRoot,
                temporaryBytes,
                user,
                processes,
                access,
                Set.of());
    }

    /** The same that is reached at one more port, and reaches what the machine does. */
    public Isolation withPublished(PublishedPort port) {
        Set<PublishedPort> more = new HashSet<>(published);
        more.add(port);
        return new Isolation(
                capabilities,
                newPrivileges,
                writableRoot,
                temporaryBytes,
                user,
                processes,
                NetworkAccess.OUTBOUND,
                more);
    }
}
