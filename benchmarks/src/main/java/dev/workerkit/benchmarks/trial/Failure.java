package dev.workerkit.benchmarks.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.runner.RunnerException;

/** Why a case could not be measured, in a line. */
final class Failure {

    private static final Pattern THROWN =
            Pattern.compile("^(?:Caused by: )?[\\w.$]+(?:Exception|Error)(?:: .*)?$");

    private Failure() {}

    /** JMH itself only says that something went wrong; its log has what was thrown. */
    static String of(RunnerException thrown, Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        String said = String.valueOf(thrown.getMessage());
        for (String line : lines) {
            if (THROWN.matcher(line).matches()) {
                said = line;
            }
        }
        return said.strip() + "; see " + log.getFileName();
    }
}
