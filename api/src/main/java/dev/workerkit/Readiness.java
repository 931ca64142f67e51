package dev.workerkit;

import java.time.Duration;
import java.util.Optional;

/** When a worker that was spawned counts as running. */
public sealed interface Readiness {

    /** As soon as it is spawned; the default for commands and shell lines. */
    static Readiness immediate() {
        return new Immediate();
    }

    /** When it has lived for this long (supervisord's {@code startsecs}). */
    static Readiness after(Duration alive) {
        return new After(alive);
    }

    /** When it says so over the control connection; the default for Java workers. */
    static Readiness told(Duration timeout) {
        return new Told(timeout);
    }

    /** When a probe succeeds; it is tried ten times a second. */
    static Readiness probed(Probe probe, Duration timeout) {
        return new Probed(probe, timeout, Probed.DEFAULT_INTERVAL);
    }

    /** By when it must be ready, if there is such a time. */
    default Optional<Duration> deadline() {
        return Optional.empty();
    }

    /** As soon as it is spawned. */
    record Immediate() implements Readiness {}

    /**
     * When it has lived for this long.
     *
     * @param alive from the spawn; one that dies earlier died before it was ready
     */
    record After(Duration alive) implements Readiness {
        /** Checks the time. */
        public After {
            SpecException.requirePositive("readiness.alive", alive);
        }
    }

    /**
     * When it says so.
     *
     * @param timeout a worker that has not said so by then is killed, and counts as one that died
     *     before it was ready (WRK-LIFE-009)
     */
    record Told(Duration timeout) implements Readiness {
        /** Checks the timeout. */
        public Told {
            SpecException.requirePositive("readiness.timeout", timeout);
        }

        @Override
        public Optional<Duration> deadline() {
            return Optional.of(timeout);
        }
    }

    /**
     * When a probe succeeds. A try that takes longer than ten seconds, or than the timeout, has
     * failed. What the worker says of itself does not count.
     *
     * @param probe what is tried
     * @param timeout a worker that is not ready by then is killed, and counts as one that died
     *     before it was ready (WRK-LIFE-009)
     * @param interval from the end of one try to the next
     */
    record Probed(Probe probe, Duration timeout, Duration interval) implements Readiness {

        /** How long to wait between two tries by default. */
        public static final Duration DEFAULT_INTERVAL = Duration.ofMillis(100);

        /** Checks the values. */
        public Probed {
            SpecException.requirePositive("readiness.timeout", timeout);
            SpecException.requirePositive("readiness.interval", interval);
            if (interval.compareTo(timeout) >= 0) {
                throw new SpecException(
                        "readiness.interval",
                        interval + " leaves no time for a second try within " + timeout,
                        "try more often, or wait longer");
            }
        }

        @Override
        public Optional<Duration> deadline() {
            return Optional.of(timeout);
        }
    }
}
