package dev.workerkit.tck.runner;

import dev.workerkit.Capability;
import dev.workerkit.RestartPolicy;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.RuntimeUnderTest;
import java.time.Duration;
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

    /** The life of a worker that ends at once takes less than this where deadlines are as given. */
    private static final Duration USUAL = Duration.ofMillis(100);

    private static final int LIVES = 3;
    private static final long LIMIT_SECONDS = 60;
    private static final double MOST = 20;

    private final RuntimeUnderTest runtime;
    private final int lanes;

    private Calibration(RuntimeUnderTest runtime, int lanes) {
        this.runtime = runtime;
        this.lanes = lanes;
    }

    /** So many lanes with time scales from 1 to 20; 1 where nothing can be measured. */
    static Lanes of(Candidate candidate, int lanes) {
        RuntimeUnderTest runtime = candidate.runtime();
        if (candidate.obstacle().isPresent()
                || !runtime.capabilities().contains(Capability.SHELL)) {
            return Lanes.of(lanes, 1);
        }
        try {
            return within(LIMIT_SECONDS, new Calibration(runtime, lanes)::measure);
        } catch (ExecutionException | TimeoutException e) {
            // Its verifications will tell what is wrong with it.
            return Lanes.of(lanes, 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Lanes.of(lanes, 1);
        }
    }

    private Lanes measure() {
        try (WorkerRuntime opened = runtime.opening().apply(RuntimeOptions.defaults())) {
            // The first one may have to prepare what all later ones find.
            life(opened);
            double alone = scale(lives(opened));
            return lanes == 1 ? Lanes.of(1, alone) : new Lanes(lanes, crowded(opened), alone);
        }
    }

    /**
     * Workers of verifications do more than these, so that a lane for which there is no processor
     * counts even if these don't show it.
     */
    private double crowded(WorkerRuntime opened) {
        List<CompletableFuture<List<Duration>>> measured =
                Stream.generate(() -> inBackground(() -> lives(opened))).limit(lanes).toList();
        double scale =
                scale(measured.stream().flatMap(each -> each.join().stream()).sorted().toList());
        return Math.max(
                scale, Math.ceil((double) lanes / Runtime.getRuntime().availableProcessors()));
    }

    private static List<Duration> lives(WorkerRuntime runtime) {
        return Stream.generate(() -> life(runtime)).limit(LIVES).sorted().toList();
    }

    private static Duration life(WorkerRuntime runtime) {
        long start = System.nanoTime();
        Worker worker =
                runtime.start(WorkerSpec.shell("exit 0").withRestart(RestartPolicy.never()));
        worker.ended().join();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        worker.remove();
        return took;
    }

    private static double scale(List<Duration> sorted) {
        double times = (double) sorted.get(sorted.size() / 2).toNanos() / USUAL.toNanos();
        return Math.min(MOST, Math.max(1, Math.ceil(times)));
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
