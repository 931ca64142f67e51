package dev.workerkit.tck.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.tck.report.KillMatrixFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelftestCommandTest {

    @TempDir private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--area        | MARS          | There is no area 'MARS'; known: LIFE, EXIT, ",
                "--requirement | WRK-LIFE-999  | There is no requirement 'WRK-LIFE-999'; of ",
                "--sabotage    | sleeps-late   | There is no sabotage 'sleeps-late'; of ",
                "--runtime     | nowhere       | There is no runtime 'nowhere'; known: ",
                "--parallel    | 0             | --parallel is 0; it must be 1 to 64",
                "--parallel    | 65            | --parallel is 65; it must be 1 to 64",
                "--time-scale  | 0             | --time-scale is 0.0; it must be above 0 and at most",
                "--seed        | lucky         | Invalid value for option '--seed': 'lucky' is not"
            })
    void refusesWhatCanNotBeMeant(String option, String asked, String why) {
        List<String> args = new ArrayList<>(List.of(option, asked));
        if (!option.equals("--runtime")) {
            args.addAll(List.of("--runtime", "fake"));
        }

        CommandLineRun run = selftest(args.toArray(String[]::new));

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).startsWith(why).contains("See: tck selftest --help");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void wantsOneRuntime() {
        CommandLineRun none = selftest();
        CommandLineRun two = selftest("--runtime", "fake", "--harness", "python3 harness.py");

        assertThat(none.exitCode()).isEqualTo(64);
        assertThat(none.err())
                .startsWith("Which runtime? Say --runtime NAME, or --harness COMMAND for one");
        assertThat(two.exitCode()).isEqualTo(64);
        assertThat(two.err())
                .startsWith("--runtime and --harness name two runtimes; leave one of them out");
    }

    @Test
    void refusesAFolderThatCanNotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "mine");

        CommandLineRun run =
                selftest("--runtime", "fake", "--report", file.resolve("matrix").toString());

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err())
                .startsWith("The kill matrix can't be written to " + file.resolve("matrix"))
                .contains("choose another folder, or make it writable");
        assertThat(file).hasContent("mine");
    }

    @Test
    void whatIsRefusedDoesNotCostTheLastKillMatrix() throws IOException {
        Path last =
                Files.writeString(folder.resolve(KillMatrixFormat.HTML.fileName()), "the last one");

        assertThat(selftest("--report", folder.toString()).exitCode()).isEqualTo(64);
        assertThat(selftest("--runtime", "nowhere", "--report", folder.toString()).exitCode())
                .isEqualTo(64);
        assertThat(last).hasContent("the last one");
    }

    private static CommandLineRun selftest(String... options) {
        List<String> args = new ArrayList<>(List.of("selftest"));
        args.addAll(List.of(options));
        return CommandLineRun.of("passing", args.toArray(String[]::new));
    }
}
