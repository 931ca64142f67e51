package dev.workerkit;

import java.time.Duration;

/** What becomes of a worker whose incarnation has ended (WRK-RESTART-001). */
public sealed interface RestartDecision {

    /** It ended because that was wanted. */
    record Stop() implements RestartDecision {}

    /** It is done. */
    record Complete() implements RestartDecision {}

    /**
     * It is started again.
     *
     * @param delay to wait before
     */
    record Restart(Duration delay) implements RestartDecision {}

    /**
     * It has failed for good.
     *
     * @param reason for people
     */
    record Fail(String reason) implements RestartDecision {}
}
