package dev.workerkit.container.network;

import dev.workerkit.SpecException;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerId;
import dev.workerkit.container.engine.Connectivity.Attachment;
import dev.workerkit.container.engine.Engine;
import dev.workerkit.container.engine.EngineException;
import dev.workerkit.container.engine.EngineGoneException;
import dev.workerkit.container.engine.NetworkSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes the networks of a runtime. Each has a small range of addresses of its own, as the engine's
 * own ranges run out at thirty networks. Whoever makes networks at the same time, the engine gives a
 * range to one of them, and the others take another. Safe for use by several threads.
 */
final class Bridges implements Medium {

    /** Room for a gateway and two members. */
    private static final int PREFIX = 29;

    private static final int ATTEMPTS = 1000;

    /** Routes with shorter prefixes lead to a large part of the world, not to a network. */
    private static final int SHORTEST_ROUTE = 8;

    private static final String WORKER = "dev.workerkit.worker";

    /** The bridge has no address on the machine, so nobody in it reaches the machine. */
    private static final Map<String, String> WITHOUT_THE_MACHINE =
            Map.of("com.docker.network.bridge.inhibit_ipv4", "true");

    private final Engine engine;
    private final String token;
    private final Map<String, String> labels;
    private final Subnet pool;

    /**
     * Those of a runtime.
     *
     * @param labels that all of them get
     * @param pool where their addresses are taken from
     */
    Bridges(Engine engine, String token, Map<String, String> labels, Subnet pool) {
        this.engine = engine;
        this.token = token;
        this.labels = Map.copyOf(labels);
        this.pool = pool;
    }

    /**
     * The range of addresses that a user names.
     *
     * @throws SpecException if it is none, or has not room for one network
     */
    static Subnet pool(String text) {
        Subnet pool = Subnet.parse(text);
        if (pool.prefix() > PREFIX) {
            throw new SpecException(
                    "subnets", "'" + text + "' has no room for a network", "use a /29 or larger");
        }
        return pool;
    }

    @Override
    public Segment closed(WorkerId worker, String purpose) {
        return make(worker, "1-" + worker + "-" + purpose, true, WITHOUT_THE_MACHINE);
    }

    /** A network that leads to what the machine reaches. */
    Segment open(WorkerId worker) {
        // An engine takes the way out that is in the network whose name is the first.
        return make(worker, "0-" + worker, false, Map.of());
    }

    private Segment make(
            WorkerId worker, String name, boolean internal, Map<String, String> options) {
        Map<String, String> all = new HashMap<>(labels);
        all.put(WORKER, worker.value());
        List<Subnet> routes = inTheWay(Routes.here(), pool);
        int parts = pool.parts(PREFIX);
        int start = ThreadLocalRandom.current().nextInt(parts);
        EngineException refusal = null;
        for (int i = 0; i < Math.min(parts, ATTEMPTS); i++) {
            Subnet subnet = pool.part((start + i) % parts, PREFIX);
            if (routes.stream().anyMatch(subnet::overlaps)) {
                continue;
            }
            NetworkSpec spec =
                    new NetworkSpec(
                            "workerkit-" + token + "-" + name,
                            all,
                            Optional.of(subnet.toString()),
                            internal,
                            options);
            try {
                return new Segment(engine.networks().create(spec), subnet);
            } catch (EngineException e) {
                if (!isTaken(e)) {
                    throw e;
                }
                refusal = e;
            }
        }
        throw new WorkerException(
                "Tried to make a network for "
                        + worker
                        + ": all ranges in "
                        + pool
                        + " that were tried have an owner"
                        + (routes.isEmpty() ? "" : " (the machine has routes to " + routes + ")")
                        + "; remove networks that nobody needs, or set"
                        + " the system property "
                        + Relations.SUBNETS
                        + " to another range",
                refusal);
    }

    /** A part of the default route, as VPNs have them, is in nobody's way. */
    static List<Subnet> inTheWay(List<Subnet> routes, Subnet pool) {
        return routes.stream()
                .filter(route -> route.prefix() >= SHORTEST_ROUTE && route.overlaps(pool))
                .toList();
    }

    private static boolean isTaken(EngineException e) {
        String said = String.valueOf(e.getMessage());
        return !(e instanceof EngineGoneException)
                && (said.contains("overlap") || said.contains("already used"));
    }

    /** One that was created without a network can't be put into any. */
    @Override
    public boolean needsHome() {
        return true;
    }

    @Override
    public Optional<Attachment> place(Segment segment, String address) {
        return Optional.of(segment.place(address));
    }

    @Override
    public void enter(Segment segment, Member service) {
        engine.networks().connect(segment.place(segment.service()), service.container().id());
    }

    @Override
    public void join(Link link, Member client, Member service) {
        // They are, since the service is in it.
    }

    @Override
    public void remove(Segment segment, List<String> members) {
        members.forEach(member -> engine.networks().disconnect(segment.id(), member));
        engine.networks().remove(segment.id());
    }
}
