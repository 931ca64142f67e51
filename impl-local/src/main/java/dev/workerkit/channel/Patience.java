package dev.workerkit.channel;

/**
 * How long a receiver looks out for a message before it sleeps, learned from its last waits. Looking
 * out spares the sender the ring. Threads may use it at once and spoil each other's guesses, which
 * does no harm.
 */
final class Patience {

    static final long USUAL_NANOS = 30_000;

    /**
     * More than waking up takes on both sides. With less, two ends that once sleep between messages
     * would go on doing so, although each answers at once.
     */
    static final long LONG_NANOS = 200_000;

    private static final int LONGEST_PENALTY = 1 << 5;

    /** An answer from another processor is there before that. */
    private static final int BUSY_TURNS = 64;

    private final boolean alone;
    private boolean soon;
    private int penalty = 1;
    private int usualWaitsLeft;

    /**
     * For this many processors: on a single one, looking out would only keep the other side from
     * answering.
     */
    Patience(int processors) {
        this.alone = processors == 1;
    }

    /**
     * Between two looks. After a moment it gives way to whom the system would have on this processor:
     * it may be the other side, which can't answer before.
     *
     * @param turn how many there were, from 0
     */
    static void pause(int turn) {
        if (turn < BUSY_TURNS) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }

    /** How long to look out this time. */
    long nanos() {
        if (alone) {
            return 0;
        }
        return soon && usualWaitsLeft == 0 ? LONG_NANOS : USUAL_NANOS;
    }

    /** The message came while looking out. */
    void cameInTime() {
        penalty = 1;
    }

    /** The message came after sleeping; the whole wait took this long. */
    void cameLater(long lookedOut, long waited) {
        if (lookedOut >= LONG_NANOS) {
            // In vain: the other side has no processor to answer on. Tried again ever more rarely.
            soon = false;
            penalty = Math.min(2 * penalty, LONGEST_PENALTY);
            usualWaitsLeft = penalty;
        } else {
            soon = waited < LONG_NANOS;
            if (soon && usualWaitsLeft > 0) {
                usualWaitsLeft--;
            }
        }
    }
}
