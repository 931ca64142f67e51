package dev.workerkit.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How the samples of each peer are spread: percentiles to the right, ever finer, time upwards. */
final class CurvePlot {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 380;
    private static final int LEFT = 92;
    private static final int RIGHT = 190;
    private static final int TOP = 14;
    private static final int BOTTOM = 34;
    private static final int LINE = 16;
    private static final int GAP = 6;
    private static final double TEN = 10;
    private static final double WHOLE = 100;

    private final List<Contest.Entry> entries;
    private final double leastLog;
    private final double mostLog;
    private final double mostNines;

    private CurvePlot(List<Contest.Entry> entries) {
        this.entries = entries;
        this.leastLog = Math.floor(Math.log10(extreme(false)) * 2) / 2;
        this.mostLog = Math.max(leastLog + 1, Math.ceil(Math.log10(extreme(true)) * 2) / 2);
        this.mostNines =
                entries.stream()
                        .flatMap(entry -> curve(entry).stream())
                        .mapToDouble(point -> nines(point.percentile()))
                        .max()
                        .orElse(1);
    }

    static String of(Contest contest) {
        List<Contest.Entry> drawn =
                contest.entries().stream().filter(entry -> curve(entry).size() > 1).toList();
        return new CurvePlot(drawn).svg(contest.subject().text(", "));
    }

    private static List<Distribution.Point> curve(Contest.Entry entry) {
        Distribution distribution = entry.measurement().distribution();
        return distribution == null ? List.of() : distribution.curve();
    }

    /** The largest or the smallest of all values. */
    private double extreme(boolean largest) {
        return entries.stream()
                .flatMap(entry -> curve(entry).stream())
                .mapToDouble(point -> Math.max(point.value(), 1e-3))
                .reduce(largest ? Math::max : Math::min)
                .orElse(1);
    }

    private String svg(String subject) {
        StringBuilder svg = new StringBuilder();
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"plot\" viewBox=\"0 0 %d"
                                + " %d\" role=\"img\" aria-label=\"%s: percentiles\">",
                        WIDTH,
                        HEIGHT,
                        Markup.text(subject)));
        rules(svg);
        for (int i = 0; i < entries.size(); i++) {
            line(svg, entries.get(i), i);
        }
        return svg.append("</svg>").toString();
    }

    private void rules(StringBuilder svg) {
        Unit unit = entries.get(0).measurement().unit();
        for (double log = Math.ceil(leastLog); log <= mostLog; log++) {
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<path class=\"rule\" d=\"M%d %.1fH%d\"/>"
                                    + "<text class=\"tick end\" x=\"%d\" y=\"%.1f\">%s %s</text>\n",
                            LEFT,
                            y(log),
                            WIDTH - RIGHT,
                            LEFT - GAP,
                            y(log) + GAP / 2,
                            plain(Math.pow(TEN, log)),
                            unit.symbol()));
        }
        for (double percentile : new double[] {0, 50, 90, 99, 99.9, 99.99, 99.999}) {
            if (nines(percentile) <= mostNines) {
                svg.append(
                        String.format(
                                Locale.ROOT,
                                "<path class=\"rule\" d=\"M%.1f %dV%d\"/>"
                                        + "<text class=\"tick middle\" x=\"%.1f\" y=\"%d\">%s%%"
                                        + "</text>\n",
                                x(percentile),
                                TOP,
                                HEIGHT - BOTTOM,
                                x(percentile),
                                HEIGHT - BOTTOM + LINE,
                                plain(percentile)));
            }
        }
    }

    private void line(StringBuilder svg, Contest.Entry entry, int row) {
        String points =
                curve(entry).stream()
                        .map(
                                point ->
                                        String.format(
                                                Locale.ROOT,
                                                "%.1f,%.1f",
                                                x(point.percentile()),
                                                y(Math.log10(Math.max(point.value(), 1e-3)))))
                        .collect(Collectors.joining(" "));
        int legend = TOP + LINE + row * (LINE + GAP);
        svg.append(
                String.format(
                        Locale.ROOT,
                        """
                        <polyline class="c%1$d" points="%2$s"/>\
                        <path class="c%1$d key" d="M%3$d %4$dh18"/>\
                        <text class="legend" x="%5$d" y="%6$d">%7$s</text>
                        """,
                        entry.colour(),
                        points,
                        WIDTH - RIGHT + GAP,
                        legend,
                        WIDTH - RIGHT + GAP + 24,
                        legend + GAP - 2,
                        Markup.text(entry.title())));
    }

    private static String plain(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : Double.toString(value);
    }

    /** 1 for 90%, 2 for 99%, and so on. */
    private static double nines(double percentile) {
        return -Math.log10(1 - percentile / WHOLE);
    }

    private double x(double percentile) {
        return LEFT + nines(percentile) / mostNines * (WIDTH - LEFT - RIGHT);
    }

    private double y(double log) {
        return HEIGHT - BOTTOM - (log - leastLog) / (mostLog - leastLog) * (HEIGHT - TOP - BOTTOM);
    }
}
