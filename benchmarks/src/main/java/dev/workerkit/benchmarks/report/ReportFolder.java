package dev.workerkit.benchmarks.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/** The folder that a report is written to. */
public final class ReportFolder {

    /** The report for programs. */
    public static final String JSON = "benchmarks.json";

    private static final String HTML = "benchmarks.html";
    private static final String LOG = "jmh.log";
    private static final String HISTOGRAMS = "histograms";
    private static final String PLOTS = "plots";

    private final Path path;

    private ReportFolder(Path path) {
        this.path = path;
    }

    /**
     * Makes the folder, and removes an old report, so that none is taken for that of a run which did
     * not get as far as writing its own.
     *
     * @throws IOException if nothing can be written there
     */
    public static ReportFolder prepare(Path folder) throws IOException {
        Files.createDirectories(folder.resolve(HISTOGRAMS));
        Files.createDirectories(folder.resolve(PLOTS));
        Files.deleteIfExists(folder.resolve(JSON));
        Files.deleteIfExists(folder.resolve(HTML));
        deleteAll(folder.resolve(HISTOGRAMS), "*.{hgrm,hlog}");
        deleteAll(folder.resolve(PLOTS), "*.svg");
        return new ReportFolder(folder);
    }

    private static void deleteAll(Path folder, String glob) throws IOException {
        try (DirectoryStream<Path> old = Files.newDirectoryStream(folder, glob)) {
            for (Path file : old) {
                Files.delete(file);
            }
        }
    }

    /** What JMH has to tell. */
    public Path log() {
        return path.resolve(LOG);
    }

    /** The page for people. */
    public Path html() {
        return path.resolve(HTML);
    }

    /**
     * Writes the histogram of a measurement's samples, if there are any: as HdrHistogram's log, and
     * as its table of percentiles.
     *
     * @param nanos the samples
     * @return the measurement with the name of the log
     */
    public Measurement keep(Measurement measurement, Histogram nanos) throws IOException {
        if (nanos.getTotalCount() == 0) {
            return measurement;
        }
        String name = measurement.subject().text("-").replace('=', '-') + "-" + measurement.peer();
        Path log = path.resolve(HISTOGRAMS).resolve(name + ".hlog");
        try (PrintStream out = new PrintStream(log.toFile(), StandardCharsets.UTF_8)) {
            HistogramLogWriter writer = new HistogramLogWriter(out);
            writer.outputComment("[Nanoseconds; " + name + "]");
            writer.outputLogFormatVersion();
            writer.outputLegend();
            writer.outputIntervalHistogram(nanos);
        }
        Path table = path.resolve(HISTOGRAMS).resolve(name + ".hgrm");
        try (PrintStream out = new PrintStream(table.toFile(), StandardCharsets.UTF_8)) {
            nanos.outputPercentileDistribution(out, measurement.unit().nanos());
        }
        return measurement.withHistogram(HISTOGRAMS + "/" + log.getFileName());
    }

    /** Writes the report. */
    public void write(BenchmarkReport report) throws IOException {
        Files.writeString(path.resolve(JSON), Json.text(report));
        for (Map.Entry<String, String> plot : Plots.of(report).entrySet()) {
            Files.writeString(path.resolve(PLOTS).resolve(plot.getKey() + ".svg"), plot.getValue());
        }
        Files.writeString(html(), HtmlReport.of(report));
    }
}
