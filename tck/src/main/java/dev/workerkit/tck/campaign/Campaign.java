package dev.workerkit.tck.campaign;

import dev.workerkit.Capability;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.tck.FolderDeletion;
import dev.workerkit.tck.leak.MarkedProcesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Kills workers and masters at random while messages flow both ways over durable channels, then lets
 * all messages arrive, closes everything, and judges. Linux only. To be run once, by one thread.
 */
public final class Campaign {

    /** What a runtime must be able to do. */
    public static final Set<Capability> NEEDED =
            EnumSet.of(Capability.JAVA, Capability.CHANNEL, Capability.DURABLE);

    private static final int LANES = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofMillis(2);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final String runtime;
    private final List<Strike> schedule;
    private final Progress progress;
    private final Map<Victim, Integer> kills = new EnumMap<>(Victim.class);
    private final List<String> troubles = new ArrayList<>();
    private final Path folder;
    private final Traces traces;
    private final List<LaneWatch> lanes;
    private volatile boolean interrupted;
    private long lastLook;

    /** Is told how it goes, some twenty times a second. */
    @FunctionalInterface
    public interface Progress {

        /** So many have been killed, and so many messages were sent and acknowledged. */
        void reached(int killed, int sent, int acknowledged);
    }

    /** Thrown to end the campaign early; what is wrong is noted, or it was interrupted. */
    private static final class BrokenOff extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BrokenOff() {
            super(null, null, false, false);
        }
    }

    /**
     * A campaign on a runtime.
     *
     * @param runtime its name
     * @param kills how many, 1 or more
     * @param seed of the schedule: whom to kill when
     * @throws dev.workerkit.UnknownRuntimeException if there is no such runtime
     */
    public Campaign(String runtime, int kills, long seed, Progress progress) {
        this.runtime = runtime;
        this.progress = progress;
        schedule = Strike.schedule(seed, kills, LANES);
        try {
            folder = Files.createTempDirectory("campaign-").toRealPath();
            Files.createDirectory(Lane.meeting(folder));
        } catch (IOException e) {
            throw new UncheckedIOException("Can't make a temporary folder", e);
        }
        traces = new Traces(runtime, folder);
        lanes =
                IntStream.range(0, LANES)
                        .mapToObj(number -> new LaneWatch(new Lane(folder, number)))
                        .toList();
    }

    /** Why there can be no campaign on a runtime, in a sentence; empty if there can. */
    public static Optional<String> obstacle(String runtime) {
        try (WorkerRuntime opened = WorkerRuntimes.open(runtime)) {
            Set<Capability> lacking = EnumSet.copyOf(NEEDED);
            lacking.removeAll(opened.capabilities());
            if (!lacking.isEmpty()) {
                return Optional.of(
                        "The runtime '"
                                + runtime
                                + "' does not declare "
                                + lacking.stream()
                                        .map(Capability::id)
                                        .collect(Collectors.joining(", "))
                                + ", which a campaign needs.");
            }
            if (!LaneWorkers.canMeet(opened.capabilities())) {
                return Optional.of(
                        "The runtime '"
                                + runtime
                                + "' declares neither host-files nor mounts, so nothing is known of"
                                + " what its workers receive.");
            }
            return Prey.isSeen(opened)
                    ? Optional.empty()
                    : Optional.of(
                            "The processes of workers of the runtime '"
                                    + runtime
                                    + "' are not to be seen from here, so they can't be killed; run"
                                    + " the campaign as root, and on their machine.");
        }
    }

    /** Ends it early; {@link #run} then returns soon. May be called from any thread. */
    public void interrupt() {
        interrupted = true;
    }

    /** Runs it to its end. */
    public CampaignResult run() throws InterruptedException {
        MasterProcess master = new MasterProcess(runtime, folder, LANES);
        try {
            for (Strike strike : schedule) {
                strike(strike, master);
            }
            drain(master);
            create(lanes.get(0).lane().over());
            master.end(PATIENCE).ifPresent(troubles::add);
        } catch (BrokenOff e) {
            // What is known so far is told.
        } finally {
            master.kill();
        }
        return judge();
    }

    // Killing

    private void strike(Strike strike, MasterProcess master) throws InterruptedException {
        List<LaneWatch> struck =
                strike.victim() == Victim.WORKER ? List.of(lanes.get(strike.lane())) : lanes;
        if (strike.atWork()) {
            await(
                    "messages went both ways again",
                    PATIENCE,
                    master,
                    () -> struck.stream().allMatch(LaneWatch::isAtWork));
        }
        pause(strike.pause(), master);
        switch (strike.victim()) {
            case WORKER -> killWorker(strike.lane(), master);
            case MASTER -> killMaster(master);
            case BOTH -> {
                killWorker(strike.lane(), master);
                killMaster(master);
            }
        }
        kills.merge(strike.victim(), 1, Integer::sum);
    }

    private void killWorker(int lane, MasterProcess master) throws InterruptedException {
        LaneWatch watch = lanes.get(lane);
        List<ProcessHandle> found = new ArrayList<>();
        await(
                "there was a process of the worker of " + watch.lane().name(),
                PATIENCE,
                master,
                () -> found.addAll(MarkedProcesses.bearing(watch.lane().mark())));
        watch.follow();
        watch.strikes();
        found.forEach(ProcessHandle::destroyForcibly);
    }

    private void killMaster(MasterProcess master) throws InterruptedException {
        master.trouble().ifPresent(this::breakOff);
        lanes.forEach(LaneWatch::follow);
        lanes.forEach(LaneWatch::strikes);
        master.kill();
        master.replace();
    }

    // Waiting

    private void await(
            String what, Duration patience, MasterProcess master, BooleanSupplier condition)
            throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                breakOff("it took more than " + patience.toSeconds() + " s until " + what);
            }
            pause(POLL, master);
        }
    }

    /** Looks after everything meanwhile. */
    private void pause(Duration pause, MasterProcess master) throws InterruptedException {
        long end = System.nanoTime() + pause.toNanos();
        do {
            if (interrupted) {
                throw new BrokenOff();
            }
            master.trouble().ifPresent(this::breakOff);
            if (System.nanoTime() - lastLook > LOOK.toNanos()) {
                look();
            }
            Thread.sleep(POLL.toMillis());
        } while (System.nanoTime() < end);
    }

    private void look() {
        lanes.forEach(LaneWatch::follow);
        progress.reached(killed(), sum(LaneWatch::sent), sum(LaneWatch::acknowledged));
        lastLook = System.nanoTime();
    }

    private void breakOff(String trouble) {
        troubles.add(trouble);
        throw new BrokenOff();
    }

    private int killed() {
        return kills.values().stream().mapToInt(Integer::intValue).sum();
    }

    // The end

    /** Nobody sends any more; waits until nothing is owed, or nothing moves any more. */
    private void drain(MasterProcess master) throws InterruptedException {
        create(lanes.get(0).lane().enough());
        long moved = System.nanoTime();
        long settled = System.nanoTime();
        int acknowledged = -1;
        while (System.nanoTime() - settled < QUIET.toNanos()
                && System.nanoTime() - moved < PATIENCE.toNanos()) {
            pause(LOOK, master);
            look();
            if (sum(LaneWatch::acknowledged) != acknowledged) {
                acknowledged = sum(LaneWatch::acknowledged);
                moved = System.nanoTime();
            }
            if (sum(LaneWatch::owed) > 0) {
                settled = System.nanoTime();
            }
        }
    }

    private static void create(Path file) {
        try {
            Files.createFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't make " + file, e);
        }
    }

    private CampaignResult judge() throws InterruptedException {
        boolean whole = !interrupted && troubles.isEmpty();
        LeftOver leftOver = leftOver();
        leftOver.processes().forEach(ProcessHandle::destroyForcibly);
        lanes.forEach(LaneWatch::follow);
        // What is still on its way is lost only if there was time for it to arrive.
        Findings found =
                lanes.stream()
                        .map(lane -> whole ? lane.finalFindings() : lane.findings())
                        .reduce(Findings.NOTHING, Findings::plus);
        CampaignResult result =
                new CampaignResult(
                        kills,
                        found,
                        leftOver,
                        lanes.stream()
                                .flatMap(lane -> lane.recoveries().stream())
                                .sorted()
                                .toList(),
                        troubles,
                        interrupted,
                        Optional.of(folder));
        if (result.isFine()) {
            FolderDeletion.of(folder);
            return result.withoutFolder();
        }
        return result;
    }

    private int sum(ToIntFunction<LaneWatch> figure) {
        return lanes.stream().mapToInt(figure).sum();
    }

    /** What is still there after a while; some of it may be on its way out. */
    private LeftOver leftOver() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.dividedBy(2).toNanos();
        LeftOver leftOver = traces.leftOver();
        while (!leftOver.isNothing() && System.nanoTime() < end) {
            Thread.sleep(LOOK.toMillis());
            leftOver = traces.leftOver();
        }
        return leftOver;
    }
}
