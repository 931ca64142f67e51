package dev.workerkit.container.network;

import dev.workerkit.Endpoint;
import dev.workerkit.NetworkAccess;
import dev.workerkit.Relationship;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerSpec;
import dev.workerkit.container.engine.Engine;
import dev.workerkit.container.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The relationships among a runtime's workers. Each has a segment of its own, in which nobody is but
 * the worker and its service, and which leads nowhere else. In it the service always has the same
 * address, which the worker knows by the relationship's name: no names are looked up, and when the
 * service is started again, it is reached as before.
 *
 * <p>What is at the address is the service: its endpoint's port, and its others if it listens there.
 *
 * <p>Safe for use by several threads. The engine is not called with the lock held.
 */
public final class Relations {

    private static final System.Logger LOG = System.getLogger(Relations.class.getName());

    /**
     * The system property with the range from which networks take their addresses, eight for each.
     * By default it is one for tests of network equipment (RFC 2544), which is in use nowhere else.
     */
    public static final String SUBNETS = "dev.workerkit.container.subnets";

    private static final String DEFAULT_SUBNETS = "198.19.0.0/16";

    private final Bridges bridges;
    private final Medium medium;
    private final Path noResolvers;
    private final Map<String, WorkerNetwork> workers = new HashMap<>();

    /** The links in which a worker serves, by its name. */
    private final Map<String, Set<Link>> served = new HashMap<>();

    /** Those of all workers that are there, and of those that others still want. */
    private final Map<String, List<Endpoint>> endpoints = new HashMap<>();

    private Relations(Bridges bridges, Medium medium, Path noResolvers) {
        this.bridges = bridges;
        this.medium = medium;
        this.noResolvers = noResolvers;
    }

    /**
     * Those of a runtime.
     *
     * @param token the runtime's
     * @param labels that all networks get
     * @param directory the runtime's private one, for an empty file
     * @throws SpecException if the range of addresses is none
     */
    public static Relations of(
            Engine engine, String token, Map<String, String> labels, Path directory) {
        Subnet pool = Bridges.pool(System.getProperty(SUBNETS, DEFAULT_SUBNETS));
        Path file = directory.resolve("resolv.conf");
        try {
            Files.writeString(
                    file,
                    "# Nobody is asked.\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        } catch (IOException e) {
            throw new WorkerException(
                    "Tried to write " + file + ": " + e + "; look at the free space there", e);
        }
        Bridges bridges = new Bridges(engine, token, labels, pool);
        return new Relations(
                bridges, engine.facts().kind().preparesContainers() ? new Wires() : bridges, file);
    }

    Medium medium() {
        return medium;
    }

    Path noResolvers() {
        return noResolvers;
    }

    /**
     * Refuses what can't be given.
     *
     * @throws SpecException if a worker in the machine's network is to be in others as well
     */
    public static void check(WorkerSpec spec) {
        if (spec.isolation().network() == NetworkAccess.HOST) {
            requireNone(spec.relationships().isEmpty(), "relationships");
            requireNone(spec.endpoints().isEmpty(), "endpoints");
        }
    }

    private static void requireNone(boolean isNone, String field) {
        if (!isNone) {
            throw new SpecException(
                    field,
                    "a worker in the machine's network is in no other",
                    "use NetworkAccess.OUTBOUND or NONE, or leave them out");
        }
    }

    /**
     * Takes a worker up: makes its networks, and puts the services that run into them. A service may
     * also come later.
     *
     * @param name the worker's, which others name as their service
     * @throws WorkerException if a network can't be made; nothing is left of the attempt
     */
    public WorkerNetwork admit(WorkerId id, String name, WorkerSpec spec) {
        List<Link> links = new ArrayList<>();
        Optional<Segment> home = Optional.empty();
        try {
            home = home(id, spec);
            for (Relationship each : spec.relationships()) {
                links.add(new Link(name, each, medium.closed(id, each.name())));
            }
        } catch (RuntimeException e) {
            List<Runnable> made = new ArrayList<>();
            home.ifPresent(network -> made.add(() -> bridges.remove(network, List.of())));
            links.forEach(link -> made.add(() -> medium.remove(link.segment(), List.of())));
            afterwards(e, () -> all(made));
            throw e;
        }
        WorkerNetwork made = new WorkerNetwork(this, name, spec, home, links);
        try {
            register(made).forEach(this::connect);
        } catch (RuntimeException e) {
            afterwards(e, () -> leave(made));
            throw e;
        }
        return made;
    }

    private static void afterwards(RuntimeException cause, Runnable removal) {
        try {
            removal.run();
        } catch (EngineException e) {
            cause.addSuppressed(e);
        }
    }

    /** Does all, also after one that fails, and then says so. */
    private static void all(List<Runnable> removals) {
        List<EngineException> failures = new ArrayList<>();
        for (Runnable each : removals) {
            try {
                each.run();
            } catch (EngineException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            EngineException first = failures.get(0);
            failures.subList(1, failures.size()).forEach(first::addSuppressed);
            throw first;
        }
    }

    /** A network of the engine that a worker has for itself. */
    private Optional<Segment> home(WorkerId id, WorkerSpec spec) {
        return switch (spec.isolation().network()) {
            case HOST -> Optional.empty();
            case OUTBOUND -> Optional.of(bridges.open(id));
            case NONE ->
                    spec.endpoints().isEmpty() || !medium.needsHome()
                            ? Optional.empty()
                            : Optional.of(bridges.closed(id, ""));
        };
    }

    /** Whoever is to be put into which network now. */
    private synchronized Map<Link, WorkerNetwork> register(WorkerNetwork made) {
        workers.put(made.name(), made);
        endpoints.put(made.name(), made.spec().endpoints());
        Map<Link, WorkerNetwork> running = new HashMap<>();
        for (Link link : made.links()) {
            String name = link.relationship().service();
            served.computeIfAbsent(name, none -> new LinkedHashSet<>()).add(link);
            WorkerNetwork service = workers.get(name);
            if (service != null && service.container.isPresent()) {
                running.put(link, service);
            }
        }
        return running;
    }

    private void connect(Link link, WorkerNetwork service) {
        Optional<String> container;
        synchronized (this) {
            container = service.container;
        }
        if (container.isEmpty()) {
            return;
        }
        try {
            medium.enter(link.segment(), container.get());
        } catch (EngineException e) {
            synchronized (this) {
                if (service.container.equals(container)) {
                    throw e;
                }
            }
            // It has just ended; its next incarnation comes by itself.
        }
    }

    /** The endpoint of a relationship; that of a service that is gone as it was. */
    synchronized Endpoint endpoint(Relationship relationship) {
        return endpoints.getOrDefault(relationship.service(), List.of()).stream()
                .filter(each -> each.name().equals(relationship.endpoint()))
                .findFirst()
                .orElseThrow(
                        () ->
                                new WorkerException(
                                        "The service of the relationship "
                                                + relationship
                                                + " is gone; start it again"));
    }

    synchronized Joining join(WorkerNetwork worker) {
        List<Link> serving = List.copyOf(served.getOrDefault(worker.name(), new LinkedHashSet<>()));
        Joining joining = new Joining(this, worker, worker.links(), serving);
        joining.links().forEach(link -> link.starting++);
        joining.served().forEach(link -> link.starting++);
        return joining;
    }

    void created(WorkerNetwork worker, String container, Joining joining) {
        List<Link> late;
        synchronized (this) {
            worker.container = Optional.of(container);
            late = new ArrayList<>(served.getOrDefault(worker.name(), Set.of()));
            late.removeAll(joining.served());
            // None of them is removed while this is on its way into it.
            late.forEach(link -> link.starting++);
            joining.served().addAll(late);
        }
        late.forEach(link -> connect(link, worker));
    }

    /** Brings a worker together with all of its services and clients that are there. */
    void started(WorkerNetwork worker, Member member) {
        List<Runnable> joins = new ArrayList<>();
        synchronized (this) {
            worker.member = Optional.of(member);
            for (Link link : worker.links()) {
                memberOf(link.relationship().service())
                        .ifPresent(service -> joins.add(() -> medium.join(link, member, service)));
            }
            for (Link link : served.getOrDefault(worker.name(), Set.of())) {
                memberOf(link.client())
                        .ifPresent(client -> joins.add(() -> medium.join(link, client, member)));
            }
        }
        joins.forEach(Runnable::run);
    }

    private Optional<Member> memberOf(String name) {
        return Optional.ofNullable(workers.get(name)).flatMap(worker -> worker.member);
    }

    void joined(Joining joining) {
        List<Link> done = new ArrayList<>();
        synchronized (this) {
            List<Link> all = new ArrayList<>(joining.links());
            all.addAll(joining.served());
            for (Link link : all) {
                link.starting--;
                if (link.abandoned && link.starting == 0) {
                    done.add(link);
                }
            }
        }
        done.forEach(this::removeIfPossible);
    }

    /** Its worker is gone; whoever has just started is not to suffer for it. */
    private void removeIfPossible(Link link) {
        try {
            remove(link);
        } catch (EngineException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The network of " + link.relationship() + " stays until the runtime is closed",
                    e);
        }
    }

    synchronized void left(WorkerNetwork worker) {
        worker.container = Optional.empty();
        worker.member = Optional.empty();
    }

    void leave(WorkerNetwork worker) {
        List<Link> done = new ArrayList<>();
        synchronized (this) {
            left(worker);
            workers.remove(worker.name(), worker);
            tidy(worker.name());
            for (Link link : worker.links()) {
                String service = link.relationship().service();
                served.getOrDefault(service, new LinkedHashSet<>()).remove(link);
                tidy(service);
                link.abandoned = true;
                if (link.starting == 0) {
                    done.add(link);
                }
            }
        }
        List<Runnable> removals = new ArrayList<>();
        done.forEach(link -> removals.add(() -> remove(link)));
        worker.home().ifPresent(network -> removals.add(() -> bridges.remove(network, List.of())));
        all(removals);
    }

    /** Of a service that is gone and that nobody wants nothing need be known. */
    private void tidy(String service) {
        if (served.getOrDefault(service, Set.of()).isEmpty()) {
            served.remove(service);
            if (!workers.containsKey(service)) {
                endpoints.remove(service);
            }
        }
    }

    private void remove(Link link) {
        List<String> members;
        synchronized (this) {
            members =
                    Optional.ofNullable(workers.get(link.relationship().service()))
                            .flatMap(service -> service.container)
                            .map(List::of)
                            .orElse(List.of());
        }
        medium.remove(link.segment(), members);
    }

    /**
     * Removes all networks with these labels, for the sweep of a dead runtime; its containers must be
     * gone.
     */
    public static void sweep(Engine engine, Map<String, String> labels) {
        engine.networks().list(labels).forEach(each -> engine.networks().remove(each.id()));
    }
}
