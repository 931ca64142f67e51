package dev.workerkit.benchmarks.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.benchmarks.machine.JvmFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command line of a soak. */
class SoakCommandTest {

    @TempDir private Path folder;

    @Test
    void whatCannotBeMeantIsRefusedWithTheReason() throws IOException {
        refuses("--minutes is 0.0", "--minutes", "0");
        refuses("--minutes is NaN", "--minutes", "NaN");
        refuses("'x' is not a double", "--minutes", "x");
        refuses("--rate is 0; it must be from 1 to 100000", "--rate", "0");
        refuses("--workers is 65; it must be from 1 to 64", "--workers", "65");
        refuses("'5' is no duration; write it like 500ms, 10s or 2m", "--kill-every", "5");
        refuses("--kill-every must be at least 100ms, or never", "--kill-every", "1ms");
        refuses("more than 2147483647 messages", "--minutes", "10080", "--rate", "100000");
        Path file = Files.writeString(folder.resolve("file"), "");
        refuses("can't be written to", "--report", file.resolve("report").toString());
    }

    private static void refuses(String why, String... words) {
        List<String> all = new ArrayList<>(List.of("soak"));
        all.addAll(List.of(words));

        CommandLineRun run = CommandLineRun.of(all.toArray(String[]::new));

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).contains(why, "soak --help");
    }

    @Test
    @Timeout(60)
    void aShortOneIsInconclusiveAndTellsWhatItSaw() {
        CommandLineRun run =
                CommandLineRun.of(
                        "soak",
                        "--minutes=0.05",
                        "--rate=100",
                        "--workers=2",
                        "--kill-every=1s",
                        "--seed=3",
                        "--report=" + folder);

        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(2);
        assertThat(run.out())
                .contains(
                        "Soak: 2 workers, 100 messages a second, seed 3",
                        "0:03 of 0:03",
                        "it was too short",
                        "Inconclusive: ",
                        " 0 lost",
                        "The report is " + folder.resolve("soak.html"));
    }

    @Test
    @Timeout(120)
    void sigtermEndsItWithAReportAndNothingLeft() throws Exception {
        Path out = folder.resolve("out");
        List<String> command =
                new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
        command.addAll(JvmFlags.all());
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        Bench.class.getName(),
                        "soak",
                        "--workers=2",
                        "--rate=100",
                        "--minutes=0.5",
                        "--report=" + folder));
        Process soak =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
        try {
            while (soak.isAlive() && !Files.readString(out).contains("answered")) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            List<ProcessHandle> workers = soak.descendants().toList();
            assertThat(workers).hasSizeGreaterThanOrEqualTo(2);

            soak.destroy();

            assertThat(soak.waitFor()).as(Files.readString(out)).isEqualTo(2);
            assertThat(Files.readString(out)).contains("it was interrupted", " 0 lost");
            assertThat(folder.resolve("soak.json")).isNotEmptyFile();
            assertThat(workers).noneMatch(ProcessHandle::isAlive);
        } finally {
            soak.destroyForcibly();
        }
    }
}
