package dev.workerkit.benchmarks.trial;

import dev.workerkit.benchmarks.peer.OpenedHere;
import dev.workerkit.benchmarks.peer.Peer;
import dev.workerkit.benchmarks.peer.Peers;
import dev.workerkit.benchmarks.report.Unit;
import dev.workerkit.benchmarks.spawn.Spawner;
import dev.workerkit.benchmarks.spawn.Spawners;
import dev.workerkit.benchmarks.suite.Burst;
import dev.workerkit.benchmarks.suite.Idle;
import dev.workerkit.benchmarks.suite.OpenClose;
import dev.workerkit.benchmarks.suite.Pool;
import dev.workerkit.benchmarks.suite.Replacement;
import dev.workerkit.benchmarks.suite.RoundTrip;
import dev.workerkit.benchmarks.suite.SharedRequest;
import dev.workerkit.benchmarks.suite.Spawn;
import dev.workerkit.benchmarks.suite.Throughput;
import dev.workerkit.benchmarks.suite.WakeUp;
import dev.workerkit.benchmarks.trial.Definition.Grid;
import dev.workerkit.benchmarks.trial.Definition.Plan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All benchmarks, in the order in which they are run and shown. */
final class Definitions {

    private static final String WAITING = "waiting";
    private static final String BYTES = "bytes";
    private static final String PINNED = "pinned";
    private static final String DEFAULT = "default";

    private static final List<String> ALL = names(Peers.all());

    /** A container's processors are its engine's to give. */
    private static final List<String> ON_THE_SPOT =
            ALL.stream().filter(peer -> !peer.equals(Peers.CONTAINER)).toList();

    /** Those that sleep, each in its own way. */
    private static final List<String> SLEEPERS =
            List.of(Peers.OURS, Peers.LIMIT, "aeron", "chronicle", "unix-socket");

    private static final List<String> OURS = List.of(Peers.OURS);
    private static final List<String> OURS_EVERYWHERE = List.of(Peers.OURS, Peers.CONTAINER);

    private static final List<String> OPENED_HERE =
            Peers.all().stream()
                    .filter(OpenedHere.class::isInstance)
                    .map(Peer::name)
                    .filter(peer -> !peer.equals("pipes") && !peer.equals(Peers.CONTAINER))
                    .toList();

    private static final List<Definition> DEFINITIONS =
            List.of(
                    roundTrip(),
                    throughput(),
                    burst(),
                    wakeUp(),
                    idle(),
                    openClose(),
                    spawn(),
                    replacement(),
                    pool(),
                    shared());

    private Definitions() {}

    static List<Definition> all() {
        return DEFINITIONS;
    }

    static Optional<Definition> named(String name) {
        return DEFINITIONS.stream()
                .filter(definition -> definition.name().equals(name))
                .findFirst();
    }

    private static List<String> names(List<Peer> peers) {
        return peers.stream().map(Peer::name).toList();
    }

    private static Grid grid(List<String> peers, Map<String, List<String>> values) {
        return new Grid(peers, new TreeMap<>(values));
    }

    private static Definition roundTrip() {
        List<String> sizes = List.of("32", "256", "1024", "65536");
        return new Definition(
                "round-trip",
                "Round trip",
                "A message to another process and back, one at a time.",
                RoundTrip.class,
                Harvest.SAMPLES,
                Unit.MICROSECONDS,
                Peers.LIMIT,
                new Plan(
                        new Pace(1, 2, 150, 5, 100),
                        List.of(
                                grid(
                                        ON_THE_SPOT,
                                        Map.of(
                                                WAITING,
                                                List.of(PINNED),
                                                BYTES,
                                                List.of("32", "65536"))),
                                grid(
                                        ALL,
                                        Map.of(WAITING, List.of(DEFAULT), BYTES, List.of("32"))))),
                new Plan(
                        new Pace(3, 3, 500, 5, 1000),
                        List.of(
                                grid(ON_THE_SPOT, Map.of(WAITING, List.of(PINNED), BYTES, sizes)),
                                grid(ALL, Map.of(WAITING, List.of(DEFAULT), BYTES, sizes)))));
    }

    private static Definition throughput() {
        return new Definition(
                "throughput",
                "Throughput",
                "Messages in one direction, as fast as one thread can send them, until the other"
                        + " process has received the last.",
                Throughput.class,
                Harvest.RATE,
                Unit.PER_SECOND,
                Peers.LIMIT,
                new Plan(
                        new Pace(1, 5, 0, 5, 0),
                        List.of(
                                grid(
                                        ON_THE_SPOT,
                                        Map.of(
                                                WAITING,
                                                List.of(PINNED),
                                                BYTES,
                                                List.of("32", "65536"),
                                                "mebibytes",
                                                List.of("8"))))),
                new Plan(
                        new Pace(3, 10, 0, 10, 0),
                        List.of(
                                grid(
                                        ON_THE_SPOT,
                                        Map.of(
                                                WAITING,
                                                List.of(PINNED, DEFAULT),
                                                BYTES,
                                                List.of("32", "256", "1024", "65536"),
                                                "mebibytes",
                                                List.of("64"))))));
    }

    private static Definition burst() {
        Map<String, List<String>> values =
                Map.of(
                        WAITING,
                        List.of(DEFAULT),
                        BYTES,
                        List.of("256"),
                        "size",
                        List.of("100"),
                        "gapMicros",
                        List.of("2000"));
        return new Definition(
                "burst",
                "Burst",
                "A hundred messages of 256 bytes at once, at a fixed rate, to a receiver that has"
                        + " gone to sleep: from when they were due until the last is received.",
                Burst.class,
                Harvest.HISTOGRAM,
                Unit.MICROSECONDS,
                Peers.LIMIT,
                new Plan(
                        new Pace(1, 2, 0, 5, 0),
                        List.of(grid(List.of(Peers.OURS, "aeron", "unix-socket"), values))),
                new Plan(new Pace(3, 5, 0, 10, 0), List.of(grid(ON_THE_SPOT, values))));
    }

    private static Definition wakeUp() {
        return new Definition(
                "wake-up",
                "Wake-up of an idle receiver",
                "One message now and then, at a fixed rate: from when it was due until it is"
                        + " received, one way.",
                WakeUp.class,
                Harvest.HISTOGRAM,
                Unit.MICROSECONDS,
                "",
                new Plan(
                        new Pace(1, 2, 0, 5, 0),
                        List.of(
                                grid(
                                        SLEEPERS,
                                        Map.of(
                                                WAITING,
                                                List.of(DEFAULT),
                                                "gapMicros",
                                                List.of("1000"))))),
                new Plan(
                        new Pace(3, 5, 0, 10, 0),
                        List.of(
                                grid(
                                        ALL,
                                        Map.of(
                                                WAITING,
                                                List.of(DEFAULT),
                                                "gapMicros",
                                                List.of("1000", "20000"))))));
    }

    private static Definition idle() {
        return new Definition(
                "idle",
                "Idle",
                "How much of a processor both processes use together while nothing is sent.",
                Idle.class,
                Harvest.LOAD,
                Unit.PERCENT,
                "",
                new Plan(
                        new Pace(1, 1, 0, 3, 0),
                        List.of(
                                grid(
                                        List.of(Peers.OURS, "aeron", "unix-socket"),
                                        Map.of(
                                                WAITING,
                                                List.of(DEFAULT),
                                                "millis",
                                                List.of("400"))))),
                new Plan(
                        new Pace(2, 1, 0, 5, 0),
                        List.of(
                                grid(
                                        ON_THE_SPOT,
                                        Map.of(
                                                WAITING,
                                                List.of(DEFAULT),
                                                "millis",
                                                List.of("3000"))))));
    }

    private static Definition openClose() {
        return new Definition(
                "open-close",
                "Open and close",
                "Both ends opened, one message, both closed, in a process that has done so before.",
                OpenClose.class,
                Harvest.SAMPLES,
                Unit.MICROSECONDS,
                Peers.LIMIT,
                new Plan(new Pace(1, 2, 150, 5, 100), List.of(grid(OPENED_HERE, Map.of()))),
                new Plan(new Pace(2, 3, 500, 5, 1000), List.of(grid(OPENED_HERE, Map.of()))));
    }

    private static Definition spawn() {
        List<String> all = Spawners.all().stream().map(Spawner.Kind::name).toList();
        return new Definition(
                "spawn",
                "Spawn",
                "From the start of a process until its first answer.",
                Spawn.class,
                Harvest.SHOTS,
                Unit.MILLISECONDS,
                Spawners.LIMIT,
                new Plan(new Pace(1, 1, 0, 4, 0), List.of(grid(all, Map.of()))),
                new Plan(new Pace(2, 5, 0, 20, 0), List.of(grid(all, Map.of()))));
    }

    private static Definition replacement() {
        return new Definition(
                "replacement",
                "Replacement after a crash",
                "From the death of a worker by SIGKILL until the first answer of the next.",
                Replacement.class,
                Harvest.SHOTS,
                Unit.MILLISECONDS,
                "",
                new Plan(new Pace(1, 1, 0, 4, 0), List.of(grid(OURS, Map.of()))),
                new Plan(new Pace(2, 5, 0, 20, 0), List.of(grid(OURS_EVERYWHERE, Map.of()))));
    }

    private static Definition pool() {
        Map<String, List<String>> sizes = Map.of("workers", List.of("1", "2", "4", "8"));
        return new Definition(
                "pool",
                "Dispatch of a pool",
                "Tasks that do nothing, given to a pool all at once, until all results are there.",
                Pool.class,
                Harvest.RATE,
                Unit.PER_SECOND,
                "",
                new Plan(new Pace(1, 3, 0, 5, 0), List.of(grid(OURS, sizes))),
                new Plan(new Pace(2, 20, 0, 20, 0), List.of(grid(OURS, sizes))));
    }

    private static Definition shared() {
        Map<String, List<String>> masters = Map.of("masters", List.of("1", "4"));
        return new Definition(
                "shared",
                "Requests to a shared worker",
                "A request of each master at once, until the last answer is there.",
                SharedRequest.class,
                Harvest.SAMPLES,
                Unit.MICROSECONDS,
                "",
                new Plan(new Pace(1, 2, 150, 5, 100), List.of(grid(OURS, masters))),
                new Plan(new Pace(2, 3, 500, 5, 1000), List.of(grid(OURS, masters))));
    }
}
