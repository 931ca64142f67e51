package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.COMPLETED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.workerkit.LogFilter;
import dev.workerkit.LogLine;
import dev.workerkit.LogStream;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.tck.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of logs on a disk without room. */
class FullDisk {

    private static final int LINES = 5000;

    /**
     * So long that all lines together are more than the buffers between a worker and its log hold:
     * when the last one is written, most have met the full disk.
     */
    private static final int LENGTH = 1000;

    private static final Pattern LOST = Pattern.compile("(\\d+) lines? lost: .+");

    @RegisterExtension final Stage stage = new Stage();

    @Test
    @Requirement("WRK-LOG-012")
    void aFullDiskHoldsUpNoWorkerAndWhatIsLostIsCounted() throws Exception {
        Stage.assumeSharesFiles();
        Path disk = Files.createDirectory(stage.folder().resolve("disk"));
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", disk.toString()))
                .as("a small disk can be mounted, which takes root")
                .isTrue();
        try {
            writesThoughTheDiskIsFull(disk);
        } finally {
            run("umount", "--lazy", disk.toString());
        }
    }

    private void writesThoughTheDiskIsFull(Path disk) throws IOException {
        WorkerRuntime runtime = stage.open(RuntimeOptions.defaults().withLogDirectory(disk));
        Path full = stage.folder().resolve("full");
        Path room = stage.folder().resolve("room");
        String script =
                """
                mark armed
                while [ ! -e %s ]; do sleep 0.02; done
                long=$(printf '%%0%dd' 0)
                i=0
                while [ $i -lt %d ]; do i=$((i + 1)); echo "$i $long"; done
                mark written
                while [ ! -e %s ]; do sleep 0.02; done
                echo "$((i + 1)) $long"
                """
                        .formatted(full, LENGTH, LINES, room);
        Worker worker = stage.startIn(runtime, Workers.script(Scripts.withMarks(script)));
        // Not before, for its first line counts too if it is lost.
        stage.awaitMark(worker, "armed");
        Path filler = fill(disk);
        Files.createFile(full);
        stage.awaitMark(worker, "written");
        Files.delete(filler);
        Files.createFile(room);

        assertThat(Stage.ended(worker).state()).isEqualTo(COMPLETED);
        assertAccounted(worker, LINES + 1);
        runtime.close();
    }

    private static Path fill(Path disk) throws IOException {
        Path filler = Files.createFile(disk.resolve("filler"));
        byte[] page = new byte[4096];
        try (var out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(page);
            }
        } catch (IOException full) {
            return filler;
        }
    }

    /** Each line is there, or counted where it is missing. */
    private static void assertAccounted(Worker worker, int lines) {
        int next = 1;
        int lost = 0;
        List<LogLine> all = worker.log().tail(2 * lines, LogFilter.all());
        for (LogLine line : all) {
            Matcher note = LOST.matcher(line.text());
            if (line.stream() == LogStream.OUT) {
                assertThat(line.text().split(" ")[0]).isEqualTo(Integer.toString(next));
                next++;
            } else if (note.matches()) {
                lost += Integer.parseInt(note.group(1));
                next += Integer.parseInt(note.group(1));
            }
        }
        assertThat(next)
                .as("the line after the last, where the master says: %s", ofTheMaster(all))
                .isEqualTo(lines + 1);
        assertThat(lost).as("lines for which there was no room").isPositive();
    }

    private static List<String> ofTheMaster(List<LogLine> all) {
        return all.stream()
                .filter(line -> line.stream() == LogStream.MASTER)
                .map(LogLine::text)
                .toList();
    }

    private static boolean run(String... words) throws IOException, InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(words)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }
}
