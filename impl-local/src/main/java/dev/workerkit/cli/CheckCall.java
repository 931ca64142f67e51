package dev.workerkit.cli;

import java.time.Duration;
import java.util.List;

/**
 * What {@code workerkit check} is called for.
 *
 * @param measures the counters to judge; empty for all
 * @param timeout how long it may take in all
 */
record CheckCall(Target target, List<Measure> measures, Duration timeout) {

    static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
}
