package dev.workerkit.host;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the master holds one incarnation of a worker to.
 *
 * @param watchdog how long a unit of work may take; absent if nobody watches
 * @param units after how many units it is to be replaced, if ever
 */
public record Oversight(Optional<Duration> watchdog, OptionalLong units) {

    /** Nobody watches, and it is never replaced. */
    public static final Oversight NONE = new Oversight(Optional.empty(), OptionalLong.empty());

    /** As numbers for a file: 0 for what is absent. */
    static Oversight of(long watchdogNanos, long units) {
        return new Oversight(
                watchdogNanos == 0
                        ? Optional.empty()
                        : Optional.of(Duration.ofNanos(watchdogNanos)),
                units == 0 ? OptionalLong.empty() : OptionalLong.of(units));
    }
}
