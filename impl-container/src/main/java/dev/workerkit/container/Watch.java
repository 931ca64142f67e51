package dev.workerkit.container;

import dev.workerkit.container.engine.Container;
import dev.workerkit.container.engine.ContainerState;
import dev.workerkit.container.engine.EngineException;
import dev.workerkit.container.engine.NotFoundException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Waits for the end of a container, however long its engine is gone meanwhile: nothing is assumed,
 * and when it is back it is asked (WRK-IMAGE-003).
 */
final class Watch {

    private static final System.Logger LOG = System.getLogger(Watch.class.getName());
    private static final long FIRST_LOOK_MILLIS = 20;
    private static final long LAST_LOOK_MILLIS = 500;

    private final Container container;
    private final BooleanSupplier givenUp;
    private final BooleanSupplier surelyDead;

    /**
     * Watches a container.
     *
     * @param givenUp whether nobody waits for the engine any more
     * @param surelyDead whether it was killed, and is seen to have ended, though the engine can't be
     *     asked
     */
    Watch(Container container, BooleanSupplier givenUp, BooleanSupplier surelyDead) {
        this.container = container;
        this.givenUp = givenUp;
        this.surelyDead = surelyDead;
    }

    /**
     * Returns when it has ended.
     *
     * @param exit of the container, asked for before its start
     * @return how it is then; nothing if it has vanished, was given up, or is surely dead
     */
    Optional<ContainerState> await(CompletableFuture<Integer> exit) {
        CompletableFuture<Integer> current = exit;
        long pause = FIRST_LOOK_MILLIS;
        while (!givenUp.getAsBoolean()) {
            try {
                join(current);
                ContainerState state = container.inspect();
                if (!state.running()) {
                    return Optional.of(state);
                }
                current = container.exit();
                pause = FIRST_LOOK_MILLIS;
            } catch (NotFoundException e) {
                return Optional.empty();
            } catch (EngineException e) {
                if (surelyDead.getAsBoolean()) {
                    return Optional.empty();
                }
                LOG.log(
                        System.Logger.Level.DEBUG,
                        "Container " + container + " is out of sight",
                        e);
                sleep(pause);
                pause = Math.min(2 * pause, LAST_LOOK_MILLIS);
                current = CompletableFuture.completedFuture(0);
            }
        }
        return Optional.empty();
    }

    private static void join(CompletableFuture<Integer> exit) {
        try {
            exit.join();
        } catch (CompletionException e) {
            // Whatever ended the waiting, the container itself knows how it is.
            LOG.log(System.Logger.Level.DEBUG, "Waiting for a container broke off", e);
        }
    }

    private static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
