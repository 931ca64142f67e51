package dev.workerkit.benchmarks.soak;

import dev.workerkit.benchmarks.report.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/** The folder that the report of a soak is written to, the histograms while it runs. */
public final class SoakFolder implements AutoCloseable {

    private static final String JSON = "soak.json";
    private static final String HTML = "soak.html";
    private static final String LOG = "soak.hlog";

    private final Path path;
    private final PrintStream out;
    private final HistogramLogWriter log;

    private SoakFolder(Path path) throws IOException {
        this.path = path;
        this.out =
                new PrintStream(
                        Files.newOutputStream(path.resolve(LOG)), true, StandardCharsets.UTF_8);
        this.log = new HistogramLogWriter(out);
        log.outputComment("[Nanoseconds from when a message was due to its answer]");
        log.outputLogFormatVersion();
        log.outputLegend();
    }

    /**
     * Makes the folder, and removes an old report, so that none is taken for that of a run which did
     * not get as far as writing its own.
     *
     * @throws IOException if nothing can be written there
     */
    public static SoakFolder prepare(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.deleteIfExists(folder.resolve(JSON));
        Files.deleteIfExists(folder.resolve(HTML));
        return new SoakFolder(folder);
    }

    /**
     * The report in this folder, if there is one.
     *
     * @throws IOException if what is there is none; the message says what is wrong
     */
    public static Optional<SoakReport> read(Path folder) throws IOException {
        Path json = folder.resolve(JSON);
        return Files.isReadable(json)
                ? Optional.of(Json.read(json, SoakReport.class, "report of a soak"))
                : Optional.empty();
    }

    /** Adds the latencies of a part of the time. */
    void log(Instant from, Instant to, Histogram nanos) {
        nanos.setStartTimeStamp(from.toEpochMilli());
        nanos.setEndTimeStamp(to.toEpochMilli());
        log.outputIntervalHistogram(nanos);
    }

    /** Writes the report. */
    void write(SoakReport report) throws IOException {
        Files.writeString(path.resolve(JSON), Json.text(report));
        Files.writeString(html(), new SoakPage(report).html());
    }

    /** The page for people. */
    public Path html() {
        return path.resolve(HTML);
    }

    @Override
    public void close() {
        out.close();
    }
}
