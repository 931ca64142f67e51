package dev.workerkit;

import java.time.Duration;

/** When a worker that was spawned counts as running. */
public sealed interface Readiness {

    /** As soon as it is spawned; the default for commands and shell lines. */
    static Readiness immediate() {
        return new Immediate();
    }

    /** When it says so over the control connection; the default for Java workers. */
    static Readiness told(Duration timeout) {
        return new Told(timeout);
    }

    /** As soon as it is spawned. */
    record Immediate() implements Readiness {}

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
    }
}
