package dev.workerkit.benchmarks.command;

import dev.workerkit.benchmarks.report.BenchmarkReport;
import dev.workerkit.benchmarks.report.FigureTable;
import dev.workerkit.benchmarks.report.ReportJson;
import dev.workerkit.benchmarks.soak.SoakFolder;
import dev.workerkit.benchmarks.soak.SoakReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reports that figures for readers are taken from.
 *
 * @param benchmarks of a run
 * @param soak of a soak, if there is one beside it
 */
record Committed(BenchmarkReport benchmarks, Optional<SoakReport> soak) {

    /**
     * Those in this folder, or the one in this file.
     *
     * @throws IOException if there is none; the message says what is wrong
     */
    static Committed read(Path path) throws IOException {
        return new Committed(ReportJson.read(path), SoakFolder.read(path));
    }

    /** All figures, as Markdown. */
    String full() {
        return FigureTable.full(benchmarks) + soaked();
    }

    /** Those that matter most. */
    String brief() {
        return FigureTable.brief(benchmarks) + soaked();
    }

    private String soaked() {
        return soak.map(report -> "\n" + report.sentence() + "\n").orElse("");
    }
}
