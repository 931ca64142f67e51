package dev.workerkit.engine;

import dev.workerkit.RestartIntensity;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The restarts within a sliding window: a pure function of timestamps.
 *
 * @param times of the restarts, in nanoseconds of a monotonic clock, oldest first
 */
record RestartWindow(List<Long> times) {

    static final RestartWindow EMPTY = new RestartWindow(List.of());

    /**
     * The window after one more restart.
     *
     * @return empty if the intensity does not allow it
     */
    Optional<RestartWindow> restartAt(long now, RestartIntensity intensity) {
        long length = Nanos.of(intensity.window());
        long[] within =
                times.stream().mapToLong(Long::longValue).filter(t -> now - t < length).toArray();
        if (within.length >= intensity.restarts()) {
            return Optional.empty();
        }
        long[] more = Arrays.copyOf(within, within.length + 1);
        more[within.length] = now;
        return Optional.of(new RestartWindow(Arrays.stream(more).boxed().toList()));
    }
}
