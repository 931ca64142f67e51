package dev.workerkit;

/** When a message on a {@link Channel} counts as taken, in both directions. */
public enum DeliveryGuarantee {
    /** When it is handed over: the message that is in hand when its receiver dies is lost. */
    AT_MOST_ONCE,
    /**
     * When its receiver acknowledges it: one that is not acknowledged when its receiver dies comes
     * again to the next, marked as a redelivery (WRK-DURABLE-001 to WRK-DURABLE-003).
     */
    AT_LEAST_ONCE
}
