package dev.workerkit.engine;

import java.time.Instant;

/** Time as the engine sees it; virtual in simulations. */
interface Clock {

    /** Monotonic, in nanoseconds; only differences mean something. */
    long nanos();

    /** The wall clock, for people. */
    Instant instant();

    /** The machine's own. */
    static Clock system() {
        return new Clock() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public Instant instant() {
                return Instant.now();
            }
        };
    }
}
