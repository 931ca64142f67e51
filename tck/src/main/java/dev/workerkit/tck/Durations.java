package dev.workerkit.tck;

import java.time.Duration;
import java.util.Locale;

/** Durations for people. */
public final class Durations {

    private Durations() {}

    /** For example {@code 40 ms}, {@code 1.5 s}, {@code 12 s}, {@code 2 min 5 s}. */
    public static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            String seconds = String.format(Locale.ROOT, "%.1f", millis / 1000.0);
            return (seconds.endsWith(".0") ? seconds.substring(0, seconds.length() - 2) : seconds)
                    + " s";
        }
        long seconds = Math.round(millis / 1000.0);
        return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
    }
}
