package dev.workerkit;

import java.math.BigDecimal;

/**
 * Figures that are all right, in the notation of the monitoring plugins: {@code 10} is from 0 to 10,
 * {@code 10:} from 10 up, {@code ~:10} up to 10, {@code 10:20} from 10 to 20, and {@code @10:20}
 * whatever is not from 10 to 20. The ends belong to the range.
 *
 * @param low the low end; negative infinity if there is none
 * @param high the high end; positive infinity if there is none
 * @param inverted whether it is the figures inside that raise an alert
 */
public record Range(double low, double high, boolean inverted) {

    private static final String LOW_ABOVE_HIGH = "its low end is above its high end";

    /** Checks the values. */
    public Range {
        String text = low + ":" + high;
        if (Double.isNaN(low) || Double.isNaN(high)) {
            throw refusal(text, "an end is no number");
        }
        if (low > high) {
            throw refusal(text, LOW_ABOVE_HIGH);
        }
        if (low == Double.POSITIVE_INFINITY || high == Double.NEGATIVE_INFINITY) {
            throw refusal(text, "no figure is in it");
        }
        // Zero has two signs as a double, and none in a range.
        low += 0.0;
        high += 0.0;
    }

    /**
     * Reads a range.
     *
     * @throws SpecException if it is none
     */
    public static Range parse(String text) {
        boolean inverted = text.startsWith("@");
        String ends = inverted ? text.substring(1) : text;
        int colon = ends.indexOf(':');
        String low = colon < 0 ? "0" : ends.substring(0, colon);
        String high = ends.substring(colon + 1);
        if (ends.isEmpty() || colon < 0 && ends.equals("~")) {
            throw refusal(text, "it has no end");
        }
        double from =
                low.equals("~")
                        ? Double.NEGATIVE_INFINITY
                        : number(text, low.isEmpty() ? "0" : low);
        double to = high.isEmpty() && colon >= 0 ? Double.POSITIVE_INFINITY : number(text, high);
        if (from > to) {
            throw refusal(text, colon < 0 ? "a range of one number begins at 0" : LOW_ABOVE_HIGH);
        }
        return new Range(from, to, inverted);
    }

    private static double number(String range, String text) {
        if (!text.matches("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?")) {
            throw refusal(range, "'" + text + "' is no number");
        }
        double number = Double.parseDouble(text);
        if (Double.isInfinite(number)) {
            throw refusal(range, "'" + text + "' is too large");
        }
        return number;
    }

    private static SpecException refusal(String text, String found) {
        return new SpecException(
                "range",
                "'" + text + "' is no range: " + found,
                "use one like 10, 10:, ~:10, 10:20 or @10:20");
    }

    /** Whether this figure raises an alert: one that is no number always does. */
    public boolean alerts(double figure) {
        boolean inside = figure >= low && figure <= high;
        return Double.isNaN(figure) || inside == inverted;
    }

    /** In the notation that {@link #parse} reads, as short as it can be, without exponents. */
    @Override
    public String toString() {
        String ends;
        if (low == 0 && high != Double.POSITIVE_INFINITY) {
            ends = plain(high);
        } else {
            ends =
                    (low == Double.NEGATIVE_INFINITY ? "~" : plain(low))
                            + ":"
                            + (high == Double.POSITIVE_INFINITY ? "" : plain(high));
        }
        return (inverted ? "@" : "") + ends;
    }

    private static String plain(double figure) {
        return BigDecimal.valueOf(figure).stripTrailingZeros().toPlainString();
    }
}
