package dev.workerkit.benchmarks.report;

import java.util.List;
import java.util.Locale;

/** A bar for each peer, with the interval of confidence on it. */
final class BarPlot {

    private static final int WIDTH = 720;
    private static final int LEFT = 210;
    private static final int RIGHT = 120;
    private static final int ROW = 30;
    private static final int BAR = 18;
    private static final int WHISKER = 5;
    private static final int BASE = 14;

    /** Of the longest bar, for intervals that reach beyond it. */
    private static final double HEADROOM = 1.2;

    private BarPlot() {}

    static String of(Contest contest) {
        List<Contest.Entry> entries = contest.entries();
        double most = entries.stream().mapToDouble(entry -> entry.score().value()).max().orElse(1);
        double scale = (WIDTH - LEFT - RIGHT) / Math.max(HEADROOM * most, Double.MIN_NORMAL);
        StringBuilder svg = new StringBuilder();
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"plot\" viewBox=\"0 0 %d"
                                + " %d\" role=\"img\" aria-label=\"%s: %s\">",
                        WIDTH,
                        entries.size() * ROW + ROW / 2,
                        Markup.text(contest.subject().text(", ")),
                        "the scores as bars"));
        for (int i = 0; i < entries.size(); i++) {
            bar(svg, entries.get(i), i * ROW + ROW / 4, scale);
        }
        return svg.append("</svg>").toString();
    }

    private static void bar(StringBuilder svg, Contest.Entry entry, int top, double scale) {
        Score score = entry.score();
        double end = LEFT + score.value() * scale;
        double low = LEFT + score.low() * scale;
        // One wild interval must not make all bars small; its figures are in the table.
        double high = Math.min(LEFT + score.high() * scale, WIDTH - RIGHT);
        int middle = top + BAR / 2;
        svg.append(
                String.format(
                        Locale.ROOT,
                        """
                        <text class="name" x="%d" y="%d">%s</text>\
                        <rect class="c%d" x="%d" y="%d" width="%.1f" height="%d" rx="3"/>\
                        <path class="error" d="M%.1f %dV%dM%.1f %dH%.1fM%.1f %dV%d"/>\
                        <text class="value" x="%.1f" y="%d">%s</text>
                        """,
                        LEFT - ROW / 4,
                        top + BASE,
                        Markup.text(entry.title()),
                        entry.colour(),
                        LEFT,
                        top,
                        Math.max(1, end - LEFT),
                        BAR,
                        low,
                        middle - WHISKER,
                        middle + WHISKER,
                        low,
                        middle,
                        high,
                        high,
                        middle - WHISKER,
                        middle + WHISKER,
                        Math.max(end, high) + ROW / 4,
                        top + BASE,
                        Markup.text(Figures.of(score.value(), entry.measurement().unit()))));
    }
}
