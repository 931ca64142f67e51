package dev.workerkit.tck.report;

import dev.workerkit.tck.trace.Trace;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The folder that a report is written to. */
public final class ReportFolder {

    private static final String RUNTIME_LOG = "runtime.log";

    private final Path path;

    private ReportFolder(Path path) {
        this.path = path;
    }

    /**
     * Makes the folder if it is missing, and removes an old report, so that none is taken for that
     * of a run which did not get as far as writing its own.
     *
     * @throws ReportFolderException if nothing can be written there
     */
    public static ReportFolder prepare(Path path) {
        Path folder = path.toAbsolutePath().normalize();
        for (Path part = folder; part != null; part = part.getParent()) {
            if (Files.exists(part) && !Files.isDirectory(part)) {
                throw new ReportFolderException(
                        "The report can't be written to " + folder + ": " + part + " is a file");
            }
        }
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, ".writable", ""));
            removeOld(folder);
            return new ReportFolder(folder);
        } catch (IOException e) {
            throw new ReportFolderException(
                    "The report can't be written to "
                            + folder
                            + " ("
                            + e
                            + "); choose another folder, or make it writable",
                    e);
        }
    }

    /** What the TCK writes, and nothing else. */
    private static void removeOld(Path folder) throws IOException {
        for (ReportFormat old : ReportFormat.values()) {
            Files.deleteIfExists(folder.resolve(old.fileName()));
        }
        Files.deleteIfExists(folder.resolve(RUNTIME_LOG));
        try (DirectoryStream<Path> ofTests =
                Files.newDirectoryStream(folder, "{TEST-*,open-test-report}.xml")) {
            for (Path old : ofTests) {
                Files.deleteIfExists(old);
            }
        }
    }

    /** Writes the report in all formats, without what did not pass being drawn. */
    public void write(ConformanceReport report) throws IOException {
        write(report, Map.of());
    }

    /**
     * Writes the report in all formats.
     *
     * @param traces what those verifications that did not pass did and saw, by their ids
     */
    public void write(ConformanceReport report, Map<String, Trace> traces) throws IOException {
        for (ReportFormat format : ReportFormat.values()) {
            Files.writeString(path.resolve(format.fileName()), format.of(report, traces));
        }
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Where that is kept which the runtime printed, if it did. */
    public Path runtimeLog() {
        return path.resolve(RUNTIME_LOG);
    }

    /** The file for people. */
    public Path html() {
        return path.resolve(ReportFormat.HTML.fileName());
    }
}
