package dev.workerkit.container.engine;

import java.util.List;
import java.util.Map;

/**
 * Whom a container reaches.
 *
 * @param networks those it is in, by id or name; none for none; {@code host} alone for the machine's
 * @param hosts names that it knows without asking, and their addresses
 * @param published its ports that are reached at ports of the machine
 */
public record Connectivity(
        List<Attachment> networks, Map<String, String> hosts, List<Port> published) {

    /**
     * A TCP port that is reached from outside.
     *
     * @param host the address of the machine to listen at
     * @param hostPort the port there
     * @param port the container's
     */
    public record Port(String host, int hostPort, int port) {}

    /**
     * A place in a network.
     *
     * @param network id or name
     * @param aliases names by which others in it know the container
     */
    public record Attachment(String network, List<String> aliases) {

        /** Copies the list. */
        public Attachment {
            aliases = List.copyOf(aliases);
        }
    }

    /** Copies the collections. */
    public Connectivity {
        networks = List.copyOf(networks);
        hosts = Map.copyOf(hosts);
        published = List.copyOf(published);
    }

    /** Nobody. */
    public static Connectivity none() {
        return new Connectivity(List.of(), Map.of(), List.of());
    }

    /** Whom others in this network are. */
    public static Connectivity to(String network, String... aliases) {
        return new Connectivity(
                List.of(new Attachment(network, List.of(aliases))), Map.of(), List.of());
    }
}
