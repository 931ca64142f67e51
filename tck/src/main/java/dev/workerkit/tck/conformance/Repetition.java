package dev.workerkit.tck.conformance;

import dev.workerkit.tck.registry.Profile;
import dev.workerkit.tck.replay.Replay;
import dev.workerkit.tck.report.ConformanceReport;
import dev.workerkit.tck.report.RepeatedRun;
import dev.workerkit.tck.report.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Runs the same so many times, whatever it finds: nothing is tried again until it passes. Only
 * {@link #interrupt} and {@link #end} may be called from another thread.
 */
public final class Repetition {

    private final int times;
    private final IntFunction<ConformanceRun> runs;
    private final List<ConformanceRun> all = new CopyOnWriteArrayList<>();
    private final List<ConformanceReport> reports = new CopyOnWriteArrayList<>();
    private volatile @Nullable ConformanceRun current;
    private volatile boolean interrupted;

    /** So many runs, each of which is made by its number from 1. */
    public Repetition(int times, IntFunction<ConformanceRun> runs) {
        this.times = times;
        this.runs = runs;
    }

    /** Runs them, and takes what they find together. */
    public ConformanceReport verifyAll(List<Profile> profiles) {
        do {
            // Interrupted before it begins, a run still tells what it was to do.
            reports.add(next(reports.size() + 1).verifyAll());
        } while (reports.size() < times && !reports.get(reports.size() - 1).interrupted());
        return RepeatedRun.of(reports, profiles);
    }

    /** To be called earlier: ends the run that is going on, and takes together what is known. */
    public ConformanceReport end(List<Profile> profiles) {
        interrupted = true;
        List<ConformanceReport> known = new ArrayList<>(reports);
        if (known.size() < all.size()) {
            known.add(all.get(known.size()).end());
        }
        return RepeatedRun.of(known, profiles);
    }

    /**
     * Of each verification that did not pass, how to do that again, as it was in the first of the
     * runs in which its verdict was the worst. That is the one whose message is reported.
     */
    public List<Replay> replays() {
        Map<String, Replay> worst = new LinkedHashMap<>();
        all.stream()
                .flatMap(run -> run.replays().stream())
                .forEach(replay -> worst.merge(replay.verification(), replay, Repetition::worse));
        return List.copyOf(worst.values());
    }

    private static Replay worse(Replay first, Replay next) {
        return Verdict.WORST_FIRST.compare(first.verdict(), next.verdict()) <= 0 ? first : next;
    }

    private ConformanceRun next(int number) {
        ConformanceRun run = runs.apply(number);
        current = run;
        all.add(run);
        if (interrupted) {
            run.interrupt();
        }
        return run;
    }

    /** Ends the run that is going on, and begins no more. */
    public void interrupt() {
        interrupted = true;
        ConformanceRun run = current;
        if (run != null) {
            run.interrupt();
        }
    }
}
