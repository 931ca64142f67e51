package dev.workerkit.tck.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The folder that a report is written to. */
public final class ReportFolder {

    private static final String JSON = "conformance.json";
    private static final String HTML = "conformance.html";

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
            for (String old : List.of(JSON, HTML)) {
                Files.deleteIfExists(folder.resolve(old));
            }
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

    /** Writes the report for programs and the one for people. */
    public void write(ConformanceReport report) throws IOException {
        ReportJson.write(report, path.resolve(JSON));
        Files.writeString(html(), new HtmlReport(report).page());
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** The file for people. */
    public Path html() {
        return path.resolve(HTML);
    }
}
