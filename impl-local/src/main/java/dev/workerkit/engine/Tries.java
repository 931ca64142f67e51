package dev.workerkit.engine;

import dev.workerkit.RestartIntensity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A worker's deaths and starts as far as its limits go by them: a pure function of timestamps.
 *
 * @param failedStarts how often in a row it died before it was ready
 * @param restarts how often in a row it was started again after it had been ready
 * @param times of the starts that the restart intensity counts, in nanoseconds of a monotonic
 *     clock, oldest first; none from before its window
 */
record Tries(int failedStarts, int restarts, List<Long> times) {

    static final Tries NONE = new Tries(0, 0, List.of());

    Tries failedOnce() {
        return new Tries(next(failedStarts), restarts, times);
    }

    Tries ready() {
        return new Tries(0, restarts, times);
    }

    /** Started again after it had been ready. */
    Tries restarted(boolean afterStableRun) {
        return new Tries(failedStarts, afterStableRun ? 1 : next(restarts), times);
    }

    /** It has run for long without dying: the next delay is the first again. */
    Tries stable() {
        return new Tries(failedStarts, 0, times);
    }

    private static int next(int count) {
        return count == Integer.MAX_VALUE ? count : count + 1;
    }

    /** The same with one more start that counts. */
    Tries counted(long now, RestartIntensity intensity) {
        if (intensity.isUnlimited()) {
            return this;
        }
        long window = Nanos.of(intensity.window());
        List<Long> more = new ArrayList<>(times.size() + 1);
        for (long time : times) {
            if (now - time < window) {
                more.add(time);
            }
        }
        more.add(now);
        return new Tries(failedStarts, restarts, List.copyOf(more));
    }

    List<Duration> agesAt(long now) {
        return times.stream().map(time -> Duration.ofNanos(now - time)).toList();
    }
}
