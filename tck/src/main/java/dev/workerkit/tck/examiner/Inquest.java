package dev.workerkit.tck.examiner;

import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * Who ended a JVM in which several verifications ran: each of them is tried again with nothing
 * beside it. All methods may be called from any thread.
 */
final class Inquest {

    private final Set<String> suspects;
    private final CountDownLatch untried;
    private volatile boolean solved;

    /** For the ids of those that had no result. */
    Inquest(Set<String> suspects) {
        this.suspects = Set.copyOf(suspects);
        this.untried = new CountDownLatch(suspects.size());
    }

    Set<String> suspects() {
        return suspects;
    }

    /** One of them was tried. To be called once for each, whatever comes of it. */
    void tried(boolean guilty) {
        solved |= guilty;
        untried.countDown();
    }

    /** Waits until all were tried, and tells whether it was one of them. */
    boolean isSolved() {
        try {
            untried.await();
            return solved;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
