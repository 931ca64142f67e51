package dev.workerkit.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All plots of a report as files of their own. */
final class Plots {

    private Plots() {}

    /** By their names. */
    static Map<String, String> of(BenchmarkReport report) {
        Map<String, String> plots = new LinkedHashMap<>();
        Contest.all(report)
                .forEach(
                        contest -> {
                            String name = contest.subject().text("-").replace('=', '-');
                            plots.put(name + "-bars", alone(BarPlot.of(contest)));
                            if (contest.hasCurves()) {
                                plots.put(name + "-curves", alone(CurvePlot.of(contest)));
                            }
                        });
        return plots;
    }

    /** With the style that an SVG in a page has from there. */
    private static String alone(String svg) {
        List<String> parts = List.of(svg.split("(?<=>)", 2));
        return parts.get(0) + "\n<style>" + Resource.text("plot.css") + "</style>" + parts.get(1);
    }
}
