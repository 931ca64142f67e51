package dev.workerkit.benchmarks.report;

import java.util.Locale;

/** Figures for people: three digits that mean something. */
public final class Figures {

    private static final double THOUSAND = 1e3;
    private static final double MILLION = 1e6;
    private static final double HUNDRED = 100;
    private static final double TEN = 10;

    private Figures() {}

    /** A figure in this unit. */
    public static String of(double value, Unit unit) {
        return unit == Unit.PER_SECOND
                ? scaled(value) + unit.symbol()
                : digits(value) + " " + unit.symbol();
    }

    /** With k and M for thousands and millions. */
    static String scaled(double value) {
        if (value >= MILLION) {
            return digits(value / MILLION) + " M";
        }
        return value >= THOUSAND ? digits(value / THOUSAND) + " k" : digits(value) + " ";
    }

    /** A plain figure. */
    public static String digits(double value) {
        if (value >= HUNDRED) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(Locale.ROOT, value >= TEN ? "%.1f" : "%.2f", value);
    }
}
