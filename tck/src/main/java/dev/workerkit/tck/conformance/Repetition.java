package dev.workerkit.tck.conformance;

import dev.workerkit.tck.registry.Profile;
import dev.workerkit.tck.replay.Replay;
import dev.workerkit.tck.report.ConformanceReport;
import dev.workerkit.tck.report.RepeatedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Runs the same so many times, whatever it finds: nothing is tried again until it passes. Only
 * {@link #interrupt} may be called from another thread.
 */
public final class Repetition {

    private final int times;
    private final IntFunction<ConformanceRun> runs;
    private final List<ConformanceRun> all = new ArrayList<>();
    private volatile @Nullable ConformanceRun current;
    private volatile boolean interrupted;

    /** So many runs, each of which is made by its number from 1. */
    public Repetition(int times, IntFunction<ConformanceRun> runs) {
        this.times = times;
        this.runs = runs;
    }

    /** Runs them, and takes what they find together. */
    public ConformanceReport verifyAll(List<Profile> profiles) {
        List<ConformanceReport> reports = new ArrayList<>();
        while (reports.size() < times && !interrupted) {
            reports.add(next(reports.size() + 1).verifyAll());
        }
        // Interrupted before it began, it still tells what it was to do.
        return reports.isEmpty() ? next(1).verifyAll() : RepeatedRun.of(reports, profiles);
    }

    /** Of each verification that did not pass in a run, how to do that again. */
    public List<Replay> replays() {
        return all.stream().flatMap(run -> run.replays().stream()).toList();
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
