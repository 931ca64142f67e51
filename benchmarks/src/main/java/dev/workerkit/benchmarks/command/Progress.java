package dev.workerkit.benchmarks.command;

import dev.workerkit.benchmarks.report.Distribution;
import dev.workerkit.benchmarks.report.Figures;
import dev.workerkit.benchmarks.report.Measurement;
import dev.workerkit.benchmarks.report.Score;
import dev.workerkit.benchmarks.trial.RunListener;
import java.io.PrintStream;

/** Tells how a run gets on: a line for each measurement. */
final class Progress implements RunListener {

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
        Distribution distribution = measurement.distribution();
        return distribution == null
                ? ""
                : " (p99 " + Figures.of(distribution.p99(), measurement.unit()) + ")";
    }

    @Override
    public void absent(String benchmark, String peer, String why) {
        out.println("absent: " + benchmark + " " + peer + ": " + why);
    }
}
