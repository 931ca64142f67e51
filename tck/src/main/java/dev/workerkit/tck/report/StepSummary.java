package dev.workerkit.tck.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;

/** The page that a CI server shows for a step. */
public final class StepSummary {

    private static final String VARIABLE = "GITHUB_STEP_SUMMARY";

    private StepSummary() {}

    /**
     * Appends the report to the file that this environment names, if it names one.
     *
     * @return why it could not be, if so; that is no reason to lose the report
     */
    public static Optional<String> append(
            ConformanceReport report, Map<String, String> environment) {
        String file = environment.getOrDefault(VARIABLE, "");
        if (file.isBlank()) {
            return Optional.empty();
        }
        try {
            Files.writeString(
                    Path.of(file),
                    ReportFormat.MARKDOWN.of(report) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.of(VARIABLE + " names " + file + ", which can't be written: " + e);
        }
    }
}
