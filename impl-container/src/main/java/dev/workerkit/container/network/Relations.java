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
import java.util.stream.Stream;

/**
 * The relationships among a runtime's workers. Each has a segment of its own, in which nobody is but
 * the worker and its service, and which leads nowhere else. In it the service always has the same
 * address, which the worker knows by the relationship's name: no names are looked up, and when the
 * service is started again, it is reached as before.
 *
 * <p>What is at the address is the endpoint's port and nothing else, and nobody begins a conversation
 * with the worker ({@link OneWay}).
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
            register(made).forEach(this::enter);
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
    private synchronized Map<Link, Member> register(WorkerNetwork made) {
        workers.put(made.name(), made);
        endpoints.put(made.name(), made.spec().endpoints());
        Map<Link, Member> running = new HashMap<>();
        for (Link link : made.links()) {
            String name = link.relationship().service();
            served.computeIfAbsent(name, none -> new LinkedHashSet<>()).add(link);
            memberOf(name).ifPresent(service -> running.put(link, service));
        }
        return running;
    }

    /**
     * Gets a service into a segment, where it keeps to what the relationship says.
     *
     * @return whether it is there
     */
    private boolean enter(Link link, Member service) {
        Optional<Endpoint> endpoint;
        synchronized (this) {
            endpoint = known(link.relationship());
        }
        if (endpoint.isEmpty()) {
            return false;
        }
        try {
            link.enter(
                    service,
                    () -> {
                        OneWay.add(service, rules(link, endpoint.get()));
                        medium.enter(link.segment(), service);
                    });
            return true;
        } catch (WorkerException e) {
            synchronized (this) {
                boolean isStill =
                        memberOf(link.relationship().service()).equals(Optional.of(service));
                if (isStill && !link.abandoned) {
                    throw e;
                }
            }
            // It has just ended, and its next incarnation comes by itself; or its client is gone.
            return false;
        }
    }

    private static Stream<Rule> rules(Link link, Endpoint endpoint) {
        Segment segment = link.segment();
        return Rule.ofService(segment.service(), endpoint.port(), segment.client());
    }

    /** That of a relationship; the service may have come back without it. */
    private Optional<Endpoint> known(Relationship relationship) {
        return endpoints.getOrDefault(relationship.service(), List.of()).stream()
                .filter(each -> each.name().equals(relationship.endpoint()))
                .findFirst();
    }

    /** The endpoint of a relationship; that of a service that is gone as it was. */
    synchronized Endpoint endpoint(Relationship relationship) {
        return known(relationship)
                .orElseThrow(
                        () ->
                                new WorkerException(
                                        "The service of the relationship "
                                                + relationship
                                                + " is gone; start it again"));
    }

    synchronized Joining join(WorkerNetwork worker) {
        worker.links().forEach(link -> link.starting++);
        return new Joining(this, worker, worker.links());
    }

    /**
     * Brings a worker together with all of its services and clients that are there. Who comes from
     * now on does so himself.
     */
    void started(WorkerNetwork worker, Member member) {
        List<Runnable> joins = new ArrayList<>();
        List<Link> serving;
        synchronized (this) {
            worker.member = Optional.of(member);
            for (Link link : worker.links()) {
                memberOf(link.relationship().service())
                        .ifPresent(service -> joins.add(() -> join(link, member, service)));
            }
            serving = List.copyOf(served.getOrDefault(worker.name(), Set.of()));
            for (Link link : serving) {
                // It is not removed while this is on its way into it.
                link.starting++;
                joins.add(() -> enter(link, member));
                memberOf(link.client())
                        .ifPresent(client -> joins.add(() -> join(link, client, member)));
            }
        }
        try {
            joins.forEach(Runnable::run);
        } finally {
            joined(serving);
        }
    }

    private void join(Link link, Member client, Member service) {
        if (enter(link, service)) {
            medium.join(link, client, service);
        }
    }

    private Optional<Member> memberOf(String name) {
        return Optional.ofNullable(workers.get(name)).flatMap(worker -> worker.member);
    }

    void joined(List<Link> joined) {
        List<Link> done = new ArrayList<>();
        synchronized (this) {
            for (Link link : joined) {
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
        Optional<Member> service;
        Optional<Endpoint> endpoint;
        synchronized (this) {
            endpoint = known(link.relationship());
            service = memberOf(link.relationship().service()).filter(link::isEntered);
        }
        medium.remove(
                link.segment(), service.map(member -> member.container().id()).stream().toList());
        if (service.isPresent() && endpoint.isPresent()) {
            forget(rules(link, endpoint.get()), service.get());
        }
    }

    /** What is closed there belongs to nobody any more; another segment may get the addresses. */
    private static void forget(Stream<Rule> rules, Member service) {
        try {
            OneWay.delete(service, rules);
        } catch (WorkerException e) {
            LOG.log(System.Logger.Level.DEBUG, "Rules stay in " + service.container(), e);
        }
    }
}
