package dev.workerkit.tck;

import java.time.Duration;

/** One wait of a verification, from its beginning. */
final class Patience {

    private final TckSession session;
    private final Duration limit;
    private final Stalls stalls = Stalls.sinceNow();
    private final long begin = System.nanoTime();

    /** Begins to wait. */
    Patience(TckSession session, Duration limit) {
        this.session = session;
        this.limit = limit;
    }

    Duration limit() {
        return limit;
    }

    /** What was waited for is there. */
    void rewarded(String what) {
        session.timings()
                .note(what, Timing.Kind.WAIT, Duration.ofNanos(System.nanoTime() - begin), limit);
    }

    /**
     * It is not there in time. Returns the failure, if it is one of the runtime's.
     *
     * @throws TimingSuspectException if the machine may be why
     */
    AssertionError exhausted(String message) {
        if (stalls.explain(limit)) {
            throw session.suspect(
                    message + "; the machine stood still for " + Durations.text(stalls.sum()));
        }
        return new AssertionError(message);
    }
}
