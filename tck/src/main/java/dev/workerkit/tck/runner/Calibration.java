package dev.workerkit.tck.runner;

import dev.workerkit.Capability;
import dev.workerkit.RestartPolicy;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.RuntimeUnderTest;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Finds out how patient the suite must be with a runtime on this machine: a container takes longer
 * than a process, and a busy machine longer than an idle one. Deadlines are multiplied by that and
 * nothing else is: they say when the suite gives up, not what a runtime may take.
 */
final class Calibration {

    /** The life of a worker that ends at once takes less than this where deadlines are as given. */
    private static final Duration USUAL = Duration.ofMillis(100);

    private static final int LIVES = 3;
    private static final long LIMIT_SECONDS = 60;
    private static final double MOST = 20;

    private Calibration() {}

    /** The time scale for a runtime, from 1 to 20; 1 where nothing can be measured. */
    static double of(Candidate candidate) {
        RuntimeUnderTest runtime = candidate.runtime();
        if (candidate.obstacle().isPresent()
                || !runtime.capabilities().contains(Capability.SHELL)) {
            return 1;
        }
        CompletableFuture<Duration> measured = new CompletableFuture<>();
        Thread thread = new Thread(() -> measure(runtime, measured), "tck calibrates");
        thread.setDaemon(true);
        thread.start();
        try {
            double times =
                    (double) measured.get(LIMIT_SECONDS, TimeUnit.SECONDS).toNanos()
                            / USUAL.toNanos();
            return Math.min(MOST, Math.max(1, Math.ceil(times)));
        } catch (ExecutionException | TimeoutException e) {
            // Its verifications will tell what is wrong with it.
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private static void measure(RuntimeUnderTest runtime, CompletableFuture<Duration> measured) {
        try (WorkerRuntime opened = runtime.opening().apply(RuntimeOptions.defaults())) {
            // The first one may have to prepare what all later ones find.
            life(opened);
            Duration[] lives = new Duration[LIVES];
            for (int i = 0; i < LIVES; i++) {
                lives[i] = life(opened);
            }
            Arrays.sort(lives);
            measured.complete(lives[LIVES / 2]);
        } catch (RuntimeException | Error e) {
            measured.completeExceptionally(e);
        }
    }

    private static Duration life(WorkerRuntime runtime) throws CompletionException {
        long start = System.nanoTime();
        Worker worker =
                runtime.start(WorkerSpec.shell("exit 0").withRestart(RestartPolicy.never()));
        worker.ended().join();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        worker.remove();
        return took;
    }
}
