package dev.workerkit.container.network;

import dev.workerkit.Endpoint;
import dev.workerkit.Isolation;
import dev.workerkit.NetworkAccess;
import dev.workerkit.PublishedPort;
import dev.workerkit.Relationship;
import dev.workerkit.WorkerSpec;
import dev.workerkit.container.engine.Connectivity;
import dev.workerkit.container.engine.Connectivity.Attachment;
import dev.workerkit.container.engine.Mount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a worker reaches and by whom it is reached, over all incarnations; it is left when the worker
 * is removed. Safe for use by several threads.
 */
public final class WorkerNetwork implements AutoCloseable {

    private static final String MACHINE = "host";
    private static final String RESOLVERS = "/etc/resolv.conf";

    /** Where nobody listens but the worker itself: the engine can't pass its questions on. */
    private static final List<String> NOBODY = List.of("127.0.0.1");

    private final Relations relations;
    private final String name;
    private final WorkerSpec spec;
    private final Optional<Segment> home;
    private final List<Link> links;

    /** The incarnation whose first process is there; guarded by the relations. */
    Optional<Member> member = Optional.empty();

    /**
     * That of a worker.
     *
     * @param home a network without others, if it needs one
     * @param links its relationships
     */
    WorkerNetwork(
            Relations relations,
            String name,
            WorkerSpec spec,
            Optional<Segment> home,
            List<Link> links) {
        this.relations = relations;
        this.name = name;
        this.spec = spec;
        this.home = home;
        this.links = List.copyOf(links);
    }

    String name() {
        return name;
    }

    WorkerSpec spec() {
        return spec;
    }

    Optional<Segment> home() {
        return home;
    }

    List<Link> links() {
        return links;
    }

    /**
     * What the variable {@code WORKERKIT_RELATIONSHIPS} is to hold; to be asked for by each
     * incarnation, as a service may come back with another port.
     */
    public String variable() {
        Map<Relationship, Endpoint> endpoints = new LinkedHashMap<>();
        spec.relationships().forEach(each -> endpoints.put(each, relations.endpoint(each)));
        return RelationshipsVariable.json(endpoints);
    }

    /**
     * What a container of it has to see besides other mounts: where it reaches nothing but its
     * services, all of whose names it is told, unknown names are known to be so at once. None where
     * the user mounts something there.
     */
    public List<Mount> mounts() {
        boolean isGiven =
                spec.mounts().stream().anyMatch(mount -> mount.target().equals(RESOLVERS));
        if (spec.isolation().network() != NetworkAccess.NONE || isGiven) {
            return List.of();
        }
        Path file = relations.noResolvers();
        return List.of(new Mount.Bind(file, RESOLVERS, true));
    }

    /**
     * Begins an incarnation: to be called before its container is created, and closed when that is
     * started, or can't be.
     */
    public Joining join() {
        return relations.join(this);
    }

    /** An incarnation has ended, and its container is gone. */
    public void left() {
        relations.left(this);
    }

    /** How a container is created; it gets into the segments in which it serves when it runs. */
    Connectivity connectivity() {
        Isolation isolation = spec.isolation();
        if (isolation.network() == NetworkAccess.HOST) {
            return new Connectivity(
                    List.of(new Attachment(MACHINE, List.of())), Map.of(), List.of());
        }
        List<Attachment> places = new ArrayList<>();
        Map<String, String> hosts = new HashMap<>();
        home.ifPresent(network -> places.add(network.place(network.client())));
        for (Link link : links) {
            place(link, link.segment().client()).ifPresent(places::add);
            hosts.put(link.relationship().name(), link.segment().service());
        }
        boolean isClosed = isolation.network() == NetworkAccess.NONE;
        return new Connectivity(
                places,
                hosts,
                isolation.published().stream().map(WorkerNetwork::port).toList(),
                isClosed && !places.isEmpty() ? NOBODY : List.of());
    }

    private Optional<Attachment> place(Link link, String address) {
        return relations.medium().place(link.segment(), address);
    }

    private static Connectivity.Port port(PublishedPort port) {
        return new Connectivity.Port(port.host(), port.hostPort(), port.workerPort());
    }

    /**
     * Leaves all networks, and removes the worker's own; no container of it may be left.
     *
     * @throws dev.workerkit.WorkerException if the engine can't be reached; the next sweep removes
     *     what stays
     */
    @Override
    public void close() {
        relations.leave(this);
    }
}
