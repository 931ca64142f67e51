package dev.workerkit.container;

import dev.workerkit.container.engine.EngineException;
import dev.workerkit.container.engine.EngineGoneException;
import dev.workerkit.container.engine.NotFoundException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Does with a container what must be done as soon as its engine is there, unless it ends before.
 *
 * @param ended when it has ended
 */
public record Urgency(CountDownLatch ended) {

    private static final System.Logger LOG = System.getLogger(Urgency.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LAST_PAUSE = Duration.ofSeconds(2);

    /** Whether it has. */
    public boolean hasEnded() {
        return ended.getCount() == 0;
    }

    /**
     * Does it once.
     *
     * @return whether it was done; not if the engine refuses it, or the container has ended
     */
    public boolean once(String what, Runnable call) {
        while (!endsWithin(Duration.ZERO)) {
            try {
                call.run();
                return true;
            } catch (NotFoundException e) {
                return false;
            } catch (EngineGoneException e) {
                LOG.log(System.Logger.Level.WARNING, "Can't " + what + " a container yet", e);
                if (endsWithin(FIRST_PAUSE)) {
                    return false;
                }
            } catch (EngineException e) {
                LOG.log(System.Logger.Level.WARNING, "The engine refused to " + what, e);
                return false;
            }
        }
        return false;
    }

    /**
     * Does over and over what is to end the container, until it has.
     *
     * @param otherwise what helps where the engine does not
     */
    public void untilEnded(String what, Runnable call, Runnable otherwise) {
        Duration pause = FIRST_PAUSE;
        do {
            try {
                call.run();
            } catch (NotFoundException e) {
                // It is gone: its end is about to be told, unless the engine has forgotten it.
                otherwise.run();
            } catch (EngineException e) {
                LOG.log(System.Logger.Level.WARNING, "The engine did not " + what, e);
                otherwise.run();
            }
            pause = pause.compareTo(LAST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
        } while (!endsWithin(pause));
    }

    /** Whether it ends by itself in a moment, which is waited for. */
    public boolean endsSoon() {
        return endsWithin(LAST_PAUSE);
    }

    /** Who is interrupted waits no more. */
    private boolean endsWithin(Duration longest) {
        try {
            return ended.await(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
