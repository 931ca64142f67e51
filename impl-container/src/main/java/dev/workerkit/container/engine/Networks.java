package dev.workerkit.container.engine;

import com.github.dockerjava.api.command.CreateNetworkCmd;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.Network;
import dev.workerkit.container.engine.Connectivity.Attachment;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The networks of an engine. */
public final class Networks {

    private final Connection connection;

    Networks(Connection connection) {
        this.connection = connection;
    }

    /**
     * Creates one, and gives its id.
     *
     * @throws ConflictException if the name is taken
     * @throws EngineException if the engine refuses it: the subnet overlaps another, say
     */
    public String create(NetworkSpec spec) {
        CreateNetworkCmd command =
                connection
                        .calls()
                        .createNetworkCmd()
                        .withName(spec.name())
                        .withDriver("bridge")
                        .withCheckDuplicate(true)
                        .withInternal(spec.internal())
                        .withOptions(spec.options())
                        .withLabels(spec.labels());
        spec.subnet()
                .ifPresent(
                        subnet ->
                                command.withIpam(
                                        new Network.Ipam()
                                                .withConfig(
                                                        new Network.Ipam.Config()
                                                                .withSubnet(subnet))));
        return Calls.call("create the network " + spec.name(), () -> command.exec().getId());
    }

    /** Gives a container a place in one, also if it runs. */
    public void connect(Attachment place, String container) {
        ContainerNetwork how = new ContainerNetwork().withAliases(place.aliases());
        place.address()
                .map(new ContainerNetwork.Ipam()::withIpv4Address)
                .ifPresent(how::withIpamConfig);
        Calls.run(
                "connect the container " + container + " to the network " + place.network(),
                () ->
                        connection
                                .calls()
                                .connectToNetworkCmd()
                                .withNetworkId(place.network())
                                .withContainerId(container)
                                .withContainerNetwork(how)
                                .exec());
    }

    /** Takes a container out of one; nothing if either is gone. */
    public void disconnect(String network, String container) {
        try {
            Calls.run(
                    "disconnect the container " + container + " from the network " + network,
                    () ->
                            connection
                                    .calls()
                                    .disconnectFromNetworkCmd()
                                    .withNetworkId(network)
                                    .withContainerId(container)
                                    .withForce(true)
                                    .exec());
        } catch (NotFoundException e) {
            // That is what was asked for.
            return;
        }
    }

    /** Removes one, in which no container may be; nothing if it is gone. */
    public void remove(String network) {
        try {
            Calls.run(
                    "remove the network " + network,
                    () -> connection.calls().removeNetworkCmd(network).exec());
        } catch (NotFoundException e) {
            // That is what was asked for.
            return;
        }
    }

    /** All that have these labels. */
    public List<Found> list(Map<String, String> labels) {
        return Calls.call(
                "list networks",
                () ->
                        connection
                                .calls()
                                .listNetworksCmd()
                                .withFilter("label", Labels.filter(labels))
                                .exec()
                                .stream()
                                .map(Networks::found)
                                .toList());
    }

    private static Found found(Network network) {
        Network.Ipam ipam = network.getIpam();
        List<Network.Ipam.Config> configs =
                ipam == null || ipam.getConfig() == null ? List.of() : ipam.getConfig();
        return new Found(
                network.getId(),
                network.getName(),
                network.getLabels() == null ? Map.of() : network.getLabels(),
                configs.stream()
                        .map(Network.Ipam.Config::getSubnet)
                        .flatMap(subnet -> Optional.ofNullable(subnet).stream())
                        .toList());
    }

    /**
     * One that was found.
     *
     * @param id the engine's
     * @param name its name
     * @param labels all that it has
     * @param subnets its addresses
     */
    public record Found(String id, String name, Map<String, String> labels, List<String> subnets) {

        /** Copies the collections. */
        public Found {
            labels = Map.copyOf(labels);
            subnets = List.copyOf(subnets);
        }
    }
}
