package dev.workerkit.launch;

import dev.workerkit.Readiness;
import dev.workerkit.engine.Reports;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Tries over and over whether one incarnation is ready, until it is or it is to end. Needs a thread
 * only while it tries.
 */
final class Probing {

    private final int incarnation;
    private final Prober prober;
    private final Reports reports;
    private final Executor executor;
    private final Executor later;
    private volatile boolean ended;

    /** What was reported last; of one try at a time. */
    private String failure = "";

    private Probing(
            int incarnation, Prober prober, Duration interval, Reports reports, Executor executor) {
        this.incarnation = incarnation;
        this.prober = prober;
        this.reports = reports;
        this.executor = executor;
        this.later =
                CompletableFuture.delayedExecutor(
                        TimeUnit.NANOSECONDS.convert(interval), TimeUnit.NANOSECONDS, executor);
    }

    /** For an incarnation, if it is to be probed. */
    static Optional<Probing> of(
            Readiness readiness,
            int incarnation,
            Probers probers,
            Reports reports,
            Executor executor) {
        if (!(readiness instanceof Readiness.Probed probed)) {
            return Optional.empty();
        }
        Duration timeout = probed.timeout();
        Duration limit = timeout.compareTo(Prober.LONGEST_TRY) < 0 ? timeout : Prober.LONGEST_TRY;
        Prober prober = probers.of(probed.probe(), limit);
        return Optional.of(new Probing(incarnation, prober, probed.interval(), reports, executor));
    }

    /** Once it is spawned. */
    void begin() {
        executor.execute(this::attempt);
    }

    /** Its outcome does not matter any more. */
    void end() {
        ended = true;
        prober.close();
    }

    private void attempt() {
        if (!ended) {
            prober.attempt()
                    .exceptionally(e -> Optional.of(String.valueOf(e.getMessage())))
                    .thenAccept(this::judge);
        }
    }

    private void judge(Optional<String> found) {
        if (ended) {
            return;
        }
        if (found.isEmpty()) {
            end();
            reports.probeSucceeded(incarnation);
            return;
        }
        // Ten times a second the same would be a burden.
        if (!found.get().equals(failure)) {
            failure = found.get();
            reports.probeFailed(incarnation, failure);
        }
        later.execute(this::attempt);
    }
}
