package dev.workerkit.benchmarks.soak;

import dev.workerkit.benchmarks.report.Figures;
import dev.workerkit.benchmarks.report.Markup;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Lines over time, from zero upwards, with the end of the warm-up.
 *
 * @param title what it shows
 * @param unit behind the figures of the axis
 * @param lines what is drawn, in the unit
 * @param seconds how long it lasted
 * @param judgedFrom when the warm-up was over
 */
record TimePlot(String title, String unit, List<Line> lines, double seconds, double judgedFrom) {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 260;
    private static final int LEFT = 92;
    private static final int RIGHT = 150;
    private static final int TOP = 14;
    private static final int BOTTOM = 34;
    private static final int LINE = 22;
    private static final int GAP = 6;
    private static final int KEY = 24;
    private static final int RULES = 4;
    private static final int COLOURS = 12;
    private static final double TEN = 10;
    private static final List<Double> STEPS = List.of(1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0);
    private static final int MINUTE = 60;

    /**
     * One of them.
     *
     * @param name for people
     * @param points in the unit of the plot
     */
    record Line(String name, List<Point> points) {}

    String svg() {
        double step = step(most() / RULES);
        double top = RULES * step;
        StringBuilder svg = new StringBuilder();
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"plot\" viewBox=\"0 0 %d"
                                + " %d\" role=\"img\" aria-label=\"%s over time\">\n",
                        WIDTH,
                        HEIGHT,
                        Markup.text(title)));
        rules(svg, top);
        for (int i = 0; i < lines.size(); i++) {
            line(svg, lines.get(i), i, top);
        }
        return svg.append("</svg>").toString();
    }

    /** Of the judged part, if there is one: what was before may be far above it. */
    private double most() {
        return highest(judgedFrom).orElseGet(() -> highest(0).orElse(1));
    }

    private OptionalDouble highest(double from) {
        return lines.stream()
                .flatMap(line -> line.points().stream())
                .filter(point -> point.seconds() >= from)
                .mapToDouble(Point::value)
                .max();
    }

    /** The next that people can count in. */
    private static double step(double least) {
        double power = Math.pow(TEN, Math.floor(Math.log10(Math.max(least, Double.MIN_NORMAL))));
        return STEPS.stream()
                .map(step -> step * power)
                .filter(step -> step >= least)
                .findFirst()
                .orElse(TEN * power);
    }

    private void rules(StringBuilder svg, double top) {
        for (int i = 0; i <= RULES; i++) {
            double value = top * i / RULES;
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<path class=\"rule\" d=\"M%d %.1fH%d\"/>"
                                    + "<text class=\"tick end\" x=\"%d\" y=\"%.1f\">%s %s</text>\n",
                            LEFT,
                            y(value, top),
                            WIDTH - RIGHT,
                            LEFT - GAP,
                            y(value, top) + GAP / 2.0,
                            Figures.digits(value),
                            unit));
            double time = seconds * i / RULES;
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<text class=\"tick middle\" x=\"%.1f\" y=\"%d\">%s</text>\n",
                            x(time),
                            HEIGHT - BOTTOM + LINE,
                            clock(time)));
        }
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<path class=\"rule\" d=\"M%.1f %dV%d\"/>\n",
                        x(judgedFrom),
                        TOP,
                        HEIGHT - BOTTOM));
    }

    private void line(StringBuilder svg, Line line, int row, double top) {
        String points =
                line.points().stream()
                        .map(
                                point ->
                                        String.format(
                                                Locale.ROOT,
                                                "%.1f,%.1f",
                                                x(point.seconds()),
                                                y(point.value(), top)))
                        .collect(Collectors.joining(" "));
        int legend = TOP + GAP + row * LINE;
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<polyline class=\"c%1$d\" points=\"%2$s\"/><path class=\"c%1$d key\""
                                + " d=\"M%3$d %4$dh18\"/><text class=\"legend\" x=\"%5$d\""
                                + " y=\"%6$d\">%7$s</text>\n",
                        row % COLOURS,
                        points,
                        WIDTH - RIGHT + GAP,
                        legend,
                        WIDTH - RIGHT + GAP + KEY,
                        legend + GAP - 2,
                        Markup.text(line.name())));
    }

    private static String clock(double time) {
        long whole = Math.round(time);
        return String.format(Locale.ROOT, "%d:%02d", whole / MINUTE, whole % MINUTE);
    }

    private double x(double time) {
        return LEFT + time / seconds * (WIDTH - LEFT - RIGHT);
    }

    private double y(double value, double top) {
        return HEIGHT - BOTTOM - Math.min(value, top) / top * (HEIGHT - TOP - BOTTOM);
    }
}
