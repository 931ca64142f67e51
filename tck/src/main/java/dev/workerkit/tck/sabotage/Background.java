package dev.workerkit.tck.sabotage;

import dev.workerkit.WorkerException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** What a sabotage does later, or beside. Its threads hold up no JVM that wants to end. */
final class Background {

    private Background() {}

    /** Does something on a thread of its own. */
    static void run(Runnable action) {
        Thread thread = new Thread(action, "sabotage");
        thread.setDaemon(true);
        thread.start();
    }

    /** Does something after a while; nothing, if what it is done to refuses it by then. */
    static void after(Duration delay, Runnable action) {
        later(delay)
                .execute(
                        () -> {
                            try {
                                action.run();
                            } catch (WorkerException e) {
                                // The worker or its runtime is gone.
                            }
                        });
    }

    /** A future with the same outcome, that long afterwards. */
    static <T> CompletableFuture<T> late(CompletableFuture<T> future, Duration delay) {
        return future.handleAsync((value, thrown) -> future, later(delay))
                .thenCompose(same -> same);
    }

    private static Executor later(Duration delay) {
        return CompletableFuture.delayedExecutor(
                delay.toNanos(), TimeUnit.NANOSECONDS, Background::run);
    }
}
