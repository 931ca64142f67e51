package dev.workerkit.tck.examiner;

import dev.workerkit.RuntimeOptions;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.tck.RuntimeUnderTest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Finds out how patient the suite must be with a runtime on this machine: a container takes longer
 * than a process, a busy machine longer than an idle one, and what others run beside longer than
 * what runs alone. Deadlines are multiplied by that and nothing else is: they say when the suite
 * gives up, not what a runtime may take.
 */
final class Calibration {

    private static final int ROUNDS = 4;
    private static final long LIMIT_SECONDS = 60;
    private static final double MOST = 20;

    private final RuntimeUnderTest runtime;
    private final int lanes;

    private final List<Life> kinds;

    private Calibration(RuntimeUnderTest runtime, int lanes) {
        this.runtime = runtime;
        this.lanes = lanes;
        this.kinds = Life.of(runtime.capabilities());
    }

    /** So many lanes with time scales from 1 to 20; 1 where nothing can be measured. */
    static Lanes of(Candidate candidate, int lanes) {
        if (candidate.declaration().obstacle() != null) {
            return Lanes.of(lanes, 1);
        }
        try {
            return within(LIMIT_SECONDS, new Calibration(candidate.runtime(), lanes)::measure);
        } catch (ExecutionException | TimeoutException e) {
            // Its verifications will tell what is wrong with it.
            return Lanes.of(lanes, 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Lanes.of(lanes, 1);
        }
    }

    private Lanes measure() {
        try (WorkerRuntime opened = runtime.open(RuntimeOptions.defaults())) {
            // The first one may have to prepare what all later ones find.
            kinds.forEach(kind -> kind.timeScale(opened));
            double alone = scale(lives(opened));
            return lanes == 1 ? Lanes.of(1, alone) : new Lanes(lanes, crowded(opened), alone);
        }
    }

    /**
     * Workers of verifications do more than these, so that a lane for which there is no processor
     * counts even if these don't show it.
     */
    private double crowded(WorkerRuntime opened) {
        List<CompletableFuture<List<Double>>> measured =
                Stream.generate(() -> inBackground(() -> lives(opened))).limit(lanes).toList();
        double scale = scale(measured.stream().flatMap(each -> each.join().stream()).toList());
        return Math.max(
                scale, Math.ceil((double) lanes / Runtime.getRuntime().availableProcessors()));
    }

    /** The time scales for some lives of each kind. */
    private List<Double> lives(WorkerRuntime opened) {
        return Stream.generate(() -> kinds.stream().map(kind -> kind.timeScale(opened)))
                .limit(ROUNDS)
                .flatMap(round -> round)
                .toList();
    }

    /** That which is enough for most. */
    private static double scale(List<Double> needed) {
        List<Double> sorted = needed.stream().sorted().toList();
        double most = sorted.isEmpty() ? 1 : sorted.get(sorted.size() * 3 / 4);
        return Math.min(MOST, Math.max(1, Math.ceil(most)));
    }

    private static <T> T within(long seconds, Supplier<T> work)
            throws ExecutionException, TimeoutException, InterruptedException {
        return inBackground(work).get(seconds, TimeUnit.SECONDS);
    }

    /** On a thread of its own: what hangs must not hold up the suite. */
    private static <T> CompletableFuture<T> inBackground(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, Calibration::start);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "tck calibrates");
        thread.setDaemon(true);
        thread.start();
    }
}
