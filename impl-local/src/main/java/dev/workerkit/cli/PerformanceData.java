package dev.workerkit.cli;

import dev.workerkit.Counter;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** A counter as the monitoring plugins' guidelines have it: {@code 'name'=value[unit];w;c;min;max}. */
final class PerformanceData {

    private static final Set<String> UNITS =
            Set.of("s", "ms", "us", "%", "B", "KB", "MB", "GB", "TB", "c");

    private PerformanceData() {}

    static String of(Counter counter) {
        String[] parts = {
            label(counter.name()) + "=" + value(counter),
            text(counter.warning()),
            text(counter.critical()),
            bound(counter.min()),
            bound(counter.max())
        };
        int end = parts.length;
        while (parts[end - 1].isEmpty()) {
            end--;
        }
        StringBuilder data = new StringBuilder(parts[0]);
        for (int i = 1; i < end; i++) {
            data.append(';').append(parts[i]);
        }
        return data.toString();
    }

    /** In quotes, a quote in it doubled, without what ends a label, the data or the line. */
    private static String label(String name) {
        StringBuilder label = new StringBuilder("'");
        for (int at = 0; at < name.length(); at++) {
            char character = name.charAt(at);
            if (character == '\'') {
                label.append("''");
            } else if (character == '=' || character == '|' || breaksLines(character)) {
                label.append('_');
            } else {
                label.append(character);
            }
        }
        return label.append('\'').toString();
    }

    private static String value(Counter counter) {
        if (!Double.isFinite(counter.value())) {
            return "U";
        }
        Optional<String> unit = counter.unit();
        boolean known = unit.isPresent() && UNITS.contains(unit.get());
        return figure(counter.value()) + (known ? unit.get() : "");
    }

    private static String text(Optional<?> range) {
        return range.isPresent() ? range.get().toString() : "";
    }

    private static String bound(OptionalDouble bound) {
        return bound.isPresent() && Double.isFinite(bound.getAsDouble())
                ? figure(bound.getAsDouble())
                : "";
    }

    /** Without an exponent, and the same in every country. */
    static String figure(double figure) {
        return Double.isFinite(figure)
                ? BigDecimal.valueOf(figure).stripTrailingZeros().toPlainString()
                : Double.toString(figure);
    }

    /** Whether a program that reads lines may take it for the end of one. */
    static boolean breaksLines(int character) {
        return Character.isISOControl(character) || character == '\u2028' || character == '\u2029';
    }
}
