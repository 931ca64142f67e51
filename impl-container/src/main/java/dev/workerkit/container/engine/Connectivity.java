package dev.workerkit.container.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whom a container reaches.
 *
 * @param networks those it is in, by id or name; none for none; {@code host} alone for the machine's
 * @param hosts names that it knows without asking, and their addresses
 * @param published its ports that are reached at ports of the machine
 * @param resolvers the addresses of those who are asked for all other names; the machine's if none
 */
public record Connectivity(
        List<Attachment> networks,
        Map<String, String> hosts,
        List<Port> published,
        List<String> resolvers) {

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
     * @param address its address there; the engine chooses if absent
     */
    public record Attachment(String network, List<String> aliases, Optional<String> address) {

        /** Copies the list. */
        public Attachment {
            aliases = List.copyOf(aliases);
        }

        /** One with an address that the engine chooses. */
        public Attachment(String network, List<String> aliases) {
            this(network, aliases, Optional.empty());
        }

        /** One that has this address, and no name but its own. */
        public static Attachment at(String network, String address) {
            return new Attachment(network, List.of(), Optional.of(address));
        }
    }

    /** Copies the collections. */
    public Connectivity {
        networks = List.copyOf(networks);
        hosts = Map.copyOf(hosts);
        published = List.copyOf(published);
        resolvers = List.copyOf(resolvers);
    }

    /** One that asks those whom the machine asks for names. */
    public Connectivity(
            List<Attachment> networks, Map<String, String> hosts, List<Port> published) {
        this(networks, hosts, published, List.of());
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
