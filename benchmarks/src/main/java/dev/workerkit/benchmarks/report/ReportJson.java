package dev.workerkit.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A report as JSON; {@code benchmarks.schema.json} among the resources is its schema. */
public final class ReportJson {

    private ReportJson() {}

    /**
     * The report in this file, or in this folder.
     *
     * @throws IOException if there is none; the message says what is wrong
     */
    public static BenchmarkReport read(Path file) throws IOException {
        Path json = Files.isDirectory(file) ? file.resolve(ReportFolder.JSON) : file;
        if (!Files.isReadable(json)) {
            throw new IOException(
                    "There is no report at " + json + "; give the folder that bench wrote it to");
        }
        BenchmarkReport report = Json.read(json, BenchmarkReport.class, "report of benchmarks");
        if (report.formatVersion() != BenchmarkReport.FORMAT) {
            throw new IOException(
                    json
                            + " has the form "
                            + report.formatVersion()
                            + ", and this version reads "
                            + BenchmarkReport.FORMAT);
        }
        return report;
    }
}
