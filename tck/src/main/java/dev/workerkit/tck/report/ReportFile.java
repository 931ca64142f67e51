package dev.workerkit.tck.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.workerkit.tck.json.JsonFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A finished report.
 *
 * @param path of its {@code conformance.json}
 * @param bytes the file
 * @param report what it says
 */
public record ReportFile(Path path, byte[] bytes, ConformanceReport report) {

    /** What every report has, the oldest too. */
    private static final List<String> ESSENTIAL =
            List.of(
                    "schemaVersion",
                    "tckVersion",
                    "specVersion",
                    "runtime",
                    "environment",
                    "started",
                    "options",
                    "outcome",
                    "summary",
                    "requirements",
                    "verifications");

    /**
     * Reads a report. One of an earlier version may lack what came later: lists are empty then, and
     * what may be missing is.
     *
     * @param path of a {@code conformance.json} or of its folder
     * @throws ReportFileException if it is none, or its outcome does not follow from its verdicts
     */
    public static ReportFile read(Path path) {
        Path file = Files.isDirectory(path) ? path.resolve(ReportFormat.JSON.fileName()) : path;
        if (!Files.isRegularFile(file)) {
            throw new ReportFileException(
                    "There is no report "
                            + file
                            + "; name a conformance.json or its folder, as tck run --report makes");
        }
        try {
            byte[] bytes = Files.readAllBytes(file);
            requireForm(file, Json.tree(bytes));
            ConformanceReport report = Json.read(bytes, ConformanceReport.class);
            requireConsistent(file, report);
            return new ReportFile(file, bytes, report);
        } catch (JsonProcessingException e) {
            throw new ReportFileException(
                    file + " is not a report of this TCK: " + JsonFault.text(e), e);
        } catch (IOException e) {
            throw new ReportFileException("The report " + file + " can't be read: " + e, e);
        }
    }

    private static void requireForm(Path file, JsonNode json) {
        for (String field : ESSENTIAL) {
            if (json.path(field).isMissingNode()) {
                throw new ReportFileException(
                        file + " is not a report of this TCK: it has no " + field);
            }
        }
        String form = json.path("schemaVersion").asText();
        if (!form.equals(ConformanceReport.SCHEMA_VERSION)) {
            throw new ReportFileException(
                    "%s has the form %s, this TCK reads %s; use the TCK that wrote it, %s"
                            .formatted(
                                    file,
                                    form,
                                    ConformanceReport.SCHEMA_VERSION,
                                    json.path("tckVersion")
                                            .asText("whose version it does not tell")));
        }
    }

    private static void requireConsistent(Path file, ConformanceReport report) {
        Outcome due = report.outcomeDue();
        if (report.outcome() != due) {
            throw new ReportFileException(
                    "%s says '%s', but its verdicts come to '%s'; it is not as the TCK wrote it"
                            .formatted(file, report.outcome().id(), due.id()));
        }
    }
}
