package dev.workerkit.benchmarks.command;

import dev.workerkit.benchmarks.report.Distribution;
import dev.workerkit.benchmarks.report.Figures;
import dev.workerkit.benchmarks.report.Measurement;
import dev.workerkit.benchmarks.report.Score;
import dev.workerkit.benchmarks.suite.Recorder;
import dev.workerkit.benchmarks.trial.RunListener;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Tells how a run gets on: a line for each measurement. */
final class Progress implements RunListener {

    private static final int COLUMNS = 100;

    private final PrintStream out;
    private String counter = "";

    Progress(PrintStream out) {
        this.out = out;
    }

    @Override
    public void measuring(int number, int all, String what) {
        counter = "[" + number + "/" + all + "] ";
    }

    @Override
    public void measured(Measurement measurement) {
        Score score = measurement.score();
        out.println(
                counter
                        + measurement.subject().text(" ")
                        + " "
                        + measurement.peer()
                        + ": "
                        + (score == null
                                ? "failed: " + measurement.failure()
                                : Figures.of(score.value(), measurement.unit())
                                        + tail(measurement)));
    }

    private static String tail(Measurement measurement) {
        List<String> more = new ArrayList<>();
        Score score = measurement.score();
        if (score != null && !score.isConfident()) {
            more.add("of " + score.iterations().size());
        }
        Distribution distribution = measurement.distribution();
        if (distribution != null && distribution.knows(Distribution.P99)) {
            more.add("p99 " + Figures.of(distribution.p99(), measurement.unit()));
        }
        Double near = measurement.figures().get(Recorder.NEAR_ALLOCATION);
        Double far = measurement.figures().get(Recorder.FAR_ALLOCATION);
        if (near != null && far != null) {
            more.add(
                    "allocated "
                            + Figures.digits(near)
                            + " B near, "
                            + Figures.digits(far)
                            + " B far");
        }
        return more.isEmpty() ? "" : " (" + String.join("; ", more) + ")";
    }

    /** In a line; the report has the whole reason. */
    @Override
    public void absent(String benchmark, String peer, String why) {
        String line = "absent: " + benchmark + " " + peer + ": " + why.replaceAll("\\s+", " ");
        out.println(line.length() <= COLUMNS ? line : line.substring(0, COLUMNS - 1) + "\u2026");
    }
}
