package dev.workerkit.benchmarks.soak;

import dev.workerkit.Backoff;
import dev.workerkit.ChannelSpec;
import dev.workerkit.PoolSpec;
import dev.workerkit.RestartIntensity;
import dev.workerkit.RestartPolicy;
import dev.workerkit.StartLimit;
import dev.workerkit.WorkerPool;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.WorkerSpec;
import dev.workerkit.benchmarks.machine.Machine;
import dev.workerkit.benchmarks.report.Distribution;
import dev.workerkit.benchmarks.report.Unit;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** A soak: sends, kills, looks, and judges. To be run once. */
public final class Soak {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MESSAGE_BYTES = 4 << 10;
    private static final int CAPACITY_BYTES = 2 << 20;
    private static final long POLL_MILLIS = 50;

    private final SoakPlan plan;
    private final Class<?> workerClass;
    private final SoakFolder folder;
    private final SoakListener listener;
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final List<Slice> slices = new ArrayList<>();
    private long behind;
    private long stoodStill;

    /** As planned, with a report in this folder. */
    public Soak(SoakPlan plan, SoakFolder folder, SoakListener listener) {
        this(plan, SoakWorker.class, folder, listener);
    }

    /** With other workers, which take the same arguments. */
    Soak(SoakPlan plan, Class<?> workerClass, SoakFolder folder, SoakListener listener) {
        this.plan = plan;
        this.workerClass = workerClass;
        this.folder = folder;
        this.listener = listener;
    }

    /** Ends it early; {@link #run} then returns soon. For any thread. */
    public void interrupt() {
        interrupted.countDown();
    }

    /**
     * Runs it, and returns the report, which is written by then.
     *
     * @param version of the kit
     * @param machine as it was before
     * @param remarks what is to be said of that
     */
    public SoakReport run(String version, Machine machine, List<String> remarks)
            throws IOException, InterruptedException {
        Instant started = Instant.now();
        Set<ProcessHandle> before = descendants();
        Observed observed;
        try (WorkerRuntime runtime = WorkerRuntimes.open("local");
                WorkerPool pool = runtime.startPool(spec())) {
            pool.ready().join();
            observed = observe(pool);
        }
        Judge.Seen seen =
                new Judge.Seen(
                        observed.counts(),
                        observed.tally().reasons(),
                        observed.series(),
                        leftOver(observed, before),
                        behind,
                        stoodStill,
                        interrupted.getCount() == 0);
        List<Finding> findings = Judge.findings(plan, seen);
        SoakReport report =
                new SoakReport(
                        SoakReport.FORMAT,
                        version,
                        started,
                        observed.duration(),
                        plan,
                        machine,
                        remarks,
                        findings.stream()
                                .map(Finding::verdict)
                                .reduce(
                                        Verdict.FINE,
                                        (one, other) -> one.compareTo(other) > 0 ? one : other),
                        findings,
                        observed.counts(),
                        Distribution.of(observed.tally().all(), Unit.MICROSECONDS),
                        slices,
                        observed.series());
        folder.write(report);
        return report;
    }

    private PoolSpec spec() {
        // Deaths are ours here, and no sign of anything that should be given up.
        RestartPolicy restart =
                RestartPolicy.always()
                        .withIntensity(RestartIntensity.unlimited())
                        .withStartLimit(StartLimit.unlimited(Backoff.none()));
        return PoolSpec.of(
                        WorkerSpec.of(
                                        workerClass,
                                        Duration.ofSeconds(plan.sliceSeconds()).toString(),
                                        plan.work().toString())
                                .withName("soak")
                                .withChannel(channel())
                                .withRestart(restart))
                .withSize(plan.workers())
                .withPoisonAfter(Integer.MAX_VALUE);
    }

    /** Of little room, so that its files are full, and go, many times over. */
    private static ChannelSpec channel() {
        return ChannelSpec.strings()
                .withMaxMessageBytes(MESSAGE_BYTES)
                .withCapacityBytes(CAPACITY_BYTES);
    }

    private record Observed(
            Counts counts,
            Tally tally,
            List<Series> series,
            Premises premises,
            Set<ProcessHandle> processes,
            Duration duration) {}

    private Observed observe(WorkerPool pool) throws IOException, InterruptedException {
        Premises premises = Premises.find();
        Census census = new Census(plan, pool, premises);
        long start = System.nanoTime();
        Traffic traffic = new Traffic(pool, plan);
        Killer killer = new Killer(pool, plan);
        try {
            look(start, census, traffic.tally(), killer);
            Duration duration = Duration.ofNanos(System.nanoTime() - start);
            traffic.stop();
            killer.stop();
            traffic.drain(PATIENCE);
            List<Series> series = new ArrayList<>(latencies());
            series.addAll(census.series());
            return new Observed(
                    counts(traffic.tally(), pool, killer, duration),
                    traffic.tally(),
                    series,
                    premises,
                    census.seen(),
                    duration);
        } finally {
            killer.stop();
            traffic.end();
        }
    }

    /** Once a second; what could not be looked at in time is left out. */
    private void look(long start, Census census, Tally tally, Killer killer)
            throws InterruptedException {
        Instant sliceStart = Instant.now();
        int sliceEnd = plan.sliceSeconds();
        int second = 0;
        while (second < plan.seconds()) {
            second++;
            long due = start + TimeUnit.SECONDS.toNanos(second);
            if (interrupted.await(due - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return;
            }
            long late = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - due);
            stoodStill += late;
            second = Math.toIntExact(Math.min(plan.seconds(), second + late));
            census.sample(second);
            if (second > plan.judgedFrom() && tally.sent() - tally.answered() > plan.rate()) {
                behind++;
            }
            if (second >= sliceEnd) {
                Instant now = Instant.now();
                takeSlice(second, sliceStart, now, tally, killer);
                sliceStart = now;
                sliceEnd = second + plan.sliceSeconds();
            }
        }
    }

    private void takeSlice(int second, Instant from, Instant to, Tally tally, Killer killer) {
        Histogram nanos = tally.takeSlice();
        folder.log(from, to, nanos);
        Slice slice = Slice.of(second, nanos);
        slices.add(slice);
        listener.reached(
                second,
                plan.seconds(),
                tally.sent(),
                tally.answered(),
                killer.kills(),
                slice.p50());
    }

    private Counts counts(Tally tally, WorkerPool pool, Killer killer, Duration duration) {
        tally.takeSlice();
        long sent = tally.sent();
        long answered = tally.answered();
        return new Counts(
                Math.min(plan.messages(), duration.toMillis() * plan.rate() / 1000),
                sent,
                answered,
                sent - answered,
                pool.snapshot().redelivered(),
                tally.duplicated(),
                tally.broken(),
                killer.kills());
    }

    private List<Series> latencies() {
        double from = plan.judgedFrom();
        List<Point> medians = new ArrayList<>();
        List<Point> highs = new ArrayList<>();
        for (Slice slice : slices) {
            if (slice.answers() > 0) {
                medians.add(new Point(slice.seconds(), slice.p50()));
                highs.add(new Point(slice.seconds(), slice.p99()));
            }
        }
        return List.of(
                Series.of("latency", Quantity.MEDIAN_LATENCY, medians, from),
                Series.of("latency", Quantity.HIGH_LATENCY, highs, from));
    }

    /** What is still there after a while; some of it may be on its way out. */
    private static List<String> leftOver(Observed observed, Set<ProcessHandle> before)
            throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<String> left = remains(observed, before);
        while (!left.isEmpty() && System.nanoTime() < end) {
            Thread.sleep(POLL_MILLIS);
            left = remains(observed, before);
        }
        return left;
    }

    private static List<String> remains(Observed observed, Set<ProcessHandle> before) {
        Set<ProcessHandle> processes = descendants();
        processes.removeAll(before);
        observed.processes().stream().filter(ProcessHandle::isAlive).forEach(processes::add);
        List<String> remains = new ArrayList<>(observed.premises().leftOver());
        processes.forEach(process -> remains.add("process " + process.pid()));
        return remains;
    }

    private static Set<ProcessHandle> descendants() {
        return ProcessHandle.current().descendants().collect(Collectors.toCollection(HashSet::new));
    }
}
