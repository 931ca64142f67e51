package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Capability;
import dev.workerkit.LogLine;
import dev.workerkit.LogStream;
import dev.workerkit.RestartPolicy;
import dev.workerkit.Worker;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What stands in a worker's log. */
class LogLines {

    private static final Pattern STAMP = Pattern.compile(".*\\d{1,2}:\\d{2}:\\d{2}.*");

    @RegisterExtension final Stage stage = new Stage();

    @Test
    @Requirement("WRK-LOG-001")
    void eachLineOfBothStreamsIsKeptWithTimeAndId() {
        Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Worker worker = finished("echo out; echo err >&2; echo; echo ' spaces  and\ttab '");

        List<LogLine> lines = worker.log().tail(100);

        assertThat(lines)
                .extracting(LogLine::text)
                .contains("out", "err", "", " spaces  and\ttab ");
        assertThat(lines).extracting(LogLine::worker).containsOnly(worker.id());
        assertThat(lines)
                .allSatisfy(line -> assertThat(line.time()).isBetween(begin, Instant.now()));
        assertThat(worker.log().tail(100)).as("the lines, read again").isEqualTo(lines);
    }

    @Test
    @Requirement("WRK-LOG-001")
    void inTheFileTimeAndIdStandBeforeEachLine() throws IOException {
        Worker worker = finished("echo out; echo err >&2");
        String id = worker.id().value();

        List<String> lines = Files.readAllLines(worker.log().file());

        assertThat(lines).hasSize(4);
        assertThat(lines)
                .allSatisfy(
                        line -> {
                            assertThat(line).contains(id + " ");
                            assertThat(line.substring(0, line.indexOf(id))).matches(STAMP);
                        });
        assertThat(lines).anyMatch(line -> line.endsWith(" out"));
        assertThat(lines).anyMatch(line -> line.endsWith(" err"));
    }

    @Test
    @Requirement("WRK-LOG-002")
    void eachSpawnBeginsWithALineThatTellsTheCommand() {
        WorkerSpec spec = Workers.script("echo hello; exit 1");
        Worker worker = stage.start(Workers.startedAgain(spec, 1));
        stage.history().event(worker, 2, FAILED);
        String first =
                "Started Worker (command: '%s', parameter: '%s')"
                        .formatted(spec.launch().describe(), spec.launch().parameters());

        assertThat(texts(worker)).containsSubsequence(first, "hello", first, "hello");
    }

    @Test
    @Requirement("WRK-LOG-015")
    void eachLifeEndsWithALineThatTellsHow() {
        Worker worker = stage.start(Workers.startedAgain(Workers.script("echo hello; exit 4"), 1));
        stage.history().event(worker, 2, FAILED);

        List<LogLine> lines = worker.log().tail(100);

        assertThat(lines).as("lines of two lives").hasSize(6);
        assertThat(lines)
                .filteredOn(line -> line.text().equals("Ended: exit code 4"))
                .containsExactly(lines.get(2), lines.get(5))
                .extracting(LogLine::stream)
                .containsOnly(LogStream.MASTER);
        assertThat(worker.deaths())
                .flatExtracting(death -> death.lastLines())
                .extracting(LogLine::text)
                .doesNotContain("Ended: exit code 4");
    }

    @Test
    @Requirement("WRK-LOG-003")
    void linesOfBothStreamsAreWholeAndEachStreamsInOrder() {
        Worker worker =
                finished(
                        """
                        i=0
                        while [ $i -lt 1000 ]; do
                            i=$((i + 1))
                            printf 'out '
                            printf 'err ' >&2
                            printf '%s\\n' $i
                            printf '%s\\n' $i >&2
                        done
                        """);

        assertThat(textsBeginningWith(worker, "out ")).isEqualTo(numbered("out "));
        assertThat(textsBeginningWith(worker, "err ")).isEqualTo(numbered("err "));
        assertThat(texts(worker)).as("lines of both streams, the first and the last").hasSize(2002);
    }

    private static List<String> numbered(String stream) {
        return IntStream.rangeClosed(1, 1000).mapToObj(i -> stream + i).toList();
    }

    @Test
    @Requirement("WRK-LOG-003")
    void aLineLongerThanAnyBufferIsKeptWhole() {
        // Two bytes each, and one before them, so that buffers end amid characters.
        Worker worker =
                finished(
                        """
                        printf x
                        i=0
                        while [ $i -lt 5000 ]; do
                            i=$((i + 1))
                            printf '\\303\\251\\303\\251\\303\\251\\303\\251'
                        done
                        echo
                        """);

        assertThat(texts(worker)).contains("x" + "é".repeat(20_000));
    }

    @Test
    @Requirement("WRK-LOG-007")
    void lastWordsAreInTheLogWhenTheEndIsTold() {
        Worker worker =
                stage.start(
                        Workers.script("echo begun; printf 'last words'; kill -9 $$")
                                .withRestart(RestartPolicy.never()));

        Stage.ended(worker);

        String end = Stage.can(Capability.SIGNALS) ? "Ended: SIGKILL" : "Ended: exit code 137";
        assertThat(texts(worker)).endsWith("begun", "last words", end);
    }

    @Test
    @Requirement("WRK-LOG-007")
    void allOfABurstBeforeTheEndIsInTheLogWhenTheEndIsTold() throws IOException {
        // More than a pipe takes, in lines that are more work to keep than to write: much of it is
        // unread, and more of it unwritten, when the worker is gone.
        Worker worker =
                stage.start(Workers.script(bursting(16)).withRestart(RestartPolicy.never()));

        Stage.ended(worker);
        // The file first, for the log may well wait for those who write.
        List<String> file = Files.readAllLines(worker.log().file());

        assertThat(file).hasSize(2 + 2 * (1 << 16));
        assertThat(file).filteredOn(line -> line.endsWith(" last words")).hasSize(2);
        assertLastWords(worker.log().tail(1_000_000), 1);
    }

    /** The next spawn is where a line that comes too late would be seen for sure. */
    @Test
    @Requirement("WRK-LOG-007")
    void noLineOfAnIncarnationComesAfterTheNextHasBegun() {
        int lives = 4;
        int linesOfALife = 2 + 2 * (1 << 13);
        Worker worker = stage.start(Workers.startedAgain(Workers.script(bursting(13)), lives - 1));
        stage.history().event(worker, lives, FAILED);

        List<LogLine> lines = worker.log().tail(1_000_000);

        assertThat(lines).hasSize(lives * linesOfALife);
        for (int life = 1; life <= lives; life++) {
            assertLastWords(lines.subList((life - 1) * linesOfALife, life * linesOfALife), life);
        }
    }

    private static void assertLastWords(List<LogLine> lines, int incarnation) {
        assertThat(lines).allMatch(line -> line.incarnation() == incarnation);
        assertThat(lines)
                .filteredOn(line -> line.text().equals("last words"))
                .extracting(LogLine::stream)
                .containsExactlyInAnyOrder(LogStream.OUT, LogStream.ERR);
    }

    /** Writes 2^n lines to each stream, empty ones but for the last, which has no end, and dies. */
    private static String bursting(int n) {
        return """
               i=0
               while [ $i -lt %d ]; do
                   i=$((i + 1))
                   text="$text
               $text"
               done
               printf '%%slast words' "$text" >&2
               printf '%%slast words' "$text"
               kill -9 $$
               """
                .formatted(n);
    }

    private Worker finished(String script) {
        Worker worker = stage.start(Workers.script(script).withRestart(RestartPolicy.never()));
        Stage.ended(worker);
        return worker;
    }

    private static List<String> texts(Worker worker) {
        return worker.log().tail(10_000).stream().map(LogLine::text).toList();
    }

    private static List<String> textsBeginningWith(Worker worker, String begin) {
        return texts(worker).stream().filter(text -> text.startsWith(begin)).toList();
    }
}
