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
import java.util.Optional;
import java.util.stream.Stream;

/** All benchmarks, in the order in which they are run and shown. */
final class Definitions {

    private static final String WAITING = "waiting";
    private static final String BYTES = "bytes";
    private static final String MEBIBYTES = "mebibytes";
    private static final String MILLIS = "millis";
    private static final String GAP_MICROS = "gapMicros";
    private static final String PINNED = "pinned";
    private static final String DEFAULT = "default";
    private static final String[] SIZES = {"32", "256", "1024", "65536"};
    private static final String NO_LIMIT = "";

    private static final Pace SHORTLY_SAMPLED = new Pace(1, 3, 200, 6, 100);
    private static final Pace FULLY_SAMPLED = new Pace(2, 3, 500, 5, 1000);

    private static final Grid ALL = named(Peers.all().stream().map(Peer::name));

    /** A container's processors are its engine's to give. */
    private static final Grid ON_THE_SPOT = ALL.without(Peers.CONTAINER);

    /** Those that sleep, each in its own way. */
    private static final Grid SLEEPERS =
            Grid.of(Peers.OURS, Peers.LIMIT, "aeron", "chronicle", "unix-socket");

    private static final Grid A_FEW_SLEEPERS = Grid.of(Peers.OURS, "aeron", "unix-socket");

    private static final Grid OURS = Grid.of(Peers.OURS);

    private static final Grid OPENED_HERE =
            named(Peers.all().stream().filter(OpenedHere.class::isInstance).map(Peer::name))
                    .without("pipes")
                    .without(Peers.CONTAINER);

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

    private static Grid named(Stream<String> peers) {
        return Grid.of(peers.toArray(String[]::new));
    }

    private static Definition roundTrip() {
        Grid pinned = ON_THE_SPOT.with(WAITING, PINNED);
        Grid usual = ALL.with(WAITING, DEFAULT);
        return new Definition(
                "round-trip",
                "Round trip",
                "A message to another process and back, one at a time.",
                RoundTrip.class,
                Harvest.SAMPLES,
                Unit.MICROSECONDS,
                Peers.LIMIT,
                new Plan(
                        new Pace(1, 3, 200, 6, 100),
                        pinned.with(BYTES, "32", "65536"),
                        usual.with(BYTES, "32")),
                new Plan(
                        new Pace(3, 3, 500, 5, 1000),
                        pinned.with(BYTES, SIZES),
                        usual.with(BYTES, SIZES)));
    }

    private static Definition throughput() {
        Grid pinned = ON_THE_SPOT.with(WAITING, PINNED);
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
                        new Pace(1, 5, 0, 6, 0),
                        pinned.with(BYTES, "32", "65536").with(MEBIBYTES, "8")),
                new Plan(
                        new Pace(3, 10, 0, 10, 0),
                        ON_THE_SPOT
                                .with(WAITING, PINNED, DEFAULT)
                                .with(BYTES, SIZES)
                                .with(MEBIBYTES, "64")));
    }

    private static Definition burst() {
        return new Definition(
                "burst",
                "Burst",
                "A hundred messages of 256 bytes at once, at a fixed rate, to a receiver that has"
                        + " gone to sleep: from when they were due until the last is received.",
                Burst.class,
                Harvest.HISTOGRAM,
                Unit.MICROSECONDS,
                Peers.LIMIT,
                new Plan(new Pace(1, 2, 0, 6, 0), hundreds(A_FEW_SLEEPERS)),
                new Plan(new Pace(3, 5, 0, 10, 0), hundreds(ON_THE_SPOT)));
    }

    private static Grid hundreds(Grid peers) {
        return peers.with(WAITING, DEFAULT)
                .with(BYTES, "256")
                .with("size", "100")
                .with(GAP_MICROS, "2000");
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
                NO_LIMIT,
                new Plan(
                        new Pace(1, 2, 0, 6, 0),
                        SLEEPERS.with(WAITING, DEFAULT).with(GAP_MICROS, "1000")),
                new Plan(
                        new Pace(3, 5, 0, 10, 0),
                        ALL.with(WAITING, DEFAULT).with(GAP_MICROS, "1000", "20000")));
    }

    private static Definition idle() {
        return new Definition(
                "idle",
                "Idle",
                "How much of a processor both processes use together while nothing is sent.",
                Idle.class,
                Harvest.LOAD,
                Unit.PERCENT,
                NO_LIMIT,
                new Plan(
                        new Pace(1, 1, 0, 3, 0),
                        A_FEW_SLEEPERS.with(WAITING, DEFAULT).with(MILLIS, "400")),
                new Plan(
                        new Pace(2, 1, 0, 5, 0),
                        ON_THE_SPOT.with(WAITING, DEFAULT).with(MILLIS, "3000")));
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
                new Plan(SHORTLY_SAMPLED, OPENED_HERE),
                new Plan(FULLY_SAMPLED, OPENED_HERE));
    }

    private static Definition spawn() {
        Grid all = named(Spawners.all().stream().map(Spawner.Kind::name));
        return new Definition(
                "spawn",
                "Spawn",
                "From the start of a process until its first answer.",
                Spawn.class,
                Harvest.SHOTS,
                Unit.MILLISECONDS,
                Spawners.LIMIT,
                new Plan(new Pace(1, 1, 0, 4, 0), all),
                new Plan(new Pace(2, 5, 0, 20, 0), all));
    }

    private static Definition replacement() {
        return new Definition(
                "replacement",
                "Replacement after a crash",
                "From the death of a worker by SIGKILL until the first answer of the next.",
                Replacement.class,
                Harvest.SHOTS,
                Unit.MILLISECONDS,
                NO_LIMIT,
                new Plan(new Pace(1, 1, 0, 4, 0), Grid.of(Peers.OURS, Spawners.SPARE)),
                new Plan(
                        new Pace(2, 5, 0, 20, 0),
                        Grid.of(Peers.OURS, Spawners.SPARE, Peers.CONTAINER)));
    }

    private static Definition pool() {
        Grid sizes = OURS.with("workers", "1", "2", "4", "8");
        return new Definition(
                "pool",
                "Dispatch of a pool",
                "Tasks that do nothing, given to a pool all at once, until all results are there.",
                Pool.class,
                Harvest.RATE,
                Unit.PER_SECOND,
                NO_LIMIT,
                new Plan(new Pace(1, 4, 0, 6, 0), sizes),
                new Plan(new Pace(2, 20, 0, 20, 0), sizes));
    }

    private static Definition shared() {
        Grid masters = OURS.with("masters", "1", "4");
        return new Definition(
                "shared",
                "Requests to a shared worker",
                "A request of each master at once, until the last answer is there.",
                SharedRequest.class,
                Harvest.SAMPLES,
                Unit.MICROSECONDS,
                NO_LIMIT,
                new Plan(SHORTLY_SAMPLED, masters),
                new Plan(FULLY_SAMPLED, masters));
    }
}
