package dev.workerkit.tck.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The report for programs. The form is described by {@code conformance.schema.json}. */
public final class ReportJson {

    private ReportJson() {}

    /** Writes a report. */
    public static void write(ConformanceReport report, Path file) throws IOException {
        Files.writeString(file, Json.text(report));
    }

    /** Reads a report. */
    public static ConformanceReport read(Path file) throws IOException {
        return Json.read(Files.readAllBytes(file), ConformanceReport.class);
    }

    /** A part of a report, or what belongs to one, as it goes from one JVM to another. */
    public static String text(Object part) {
        return Json.text(part);
    }

    /** Reads what {@link #text} wrote. */
    public static <T> T read(String text, Class<T> type) throws IOException {
        return Json.read(text.getBytes(StandardCharsets.UTF_8), type);
    }

    /** The JSON Schema of reports. */
    public static String schema() throws IOException {
        try (InputStream schema =
                Objects.requireNonNull(
                        ReportJson.class.getResourceAsStream("conformance.schema.json"))) {
            return new String(schema.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
