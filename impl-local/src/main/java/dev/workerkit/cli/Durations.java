package dev.workerkit.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them: {@code 500ms}, {@code 15s}, {@code 2m}, {@code 1h}; bare: seconds. */
final class Durations {

    /** For who wrote none. */
    static final String EXAMPLES = "500ms, 15s, 2m, 1h, or 10 for seconds";

    private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h)?");
    private static final String BARE = "s";
    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, BARE, 1_000L, "m", 60_000L, "h", 3_600_000L);

    private Durations() {}

    /** The time, to the millisecond; empty if it is none. */
    static Optional<Duration> parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String unit = parts.group(2) == null ? BARE : parts.group(2);
        BigDecimal millis =
                new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(MILLIS.get(unit)));
        return Optional.of(Duration.ofMillis(millis.longValue()));
    }
}
