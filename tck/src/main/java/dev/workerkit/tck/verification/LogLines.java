package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.FAILED;
import static org.assertj.core.api.Assertions.assertThat;

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
    }

    @Test
    @Requirement("WRK-LOG-001")
    void inTheFileTimeAndIdStandBeforeEachLine() throws IOException {
        Worker worker = finished("echo out; echo err >&2");
        String id = worker.id().value();

        List<String> lines = Files.readAllLines(worker.log().file());

        assertThat(lines).hasSize(3);
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

        assertThat(texts(worker)).containsExactly(first, "hello", first, "hello");
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
        assertThat(texts(worker)).as("lines of both streams and the first").hasSize(2001);
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

        assertThat(texts(worker)).endsWith("begun", "last words");
    }

    @Test
    @Requirement("WRK-LOG-007")
    void allOfABurstBeforeTheEndIsInTheLogWhenTheEndIsTold() {
        // As much as a pipe takes at once, so that the worker is gone before it is read.
        Worker worker =
                stage.start(
                        Workers.script(
                                        """
                                        i=0
                                        text=$(printf '%050d' 0)
                                        while [ $i -lt 10 ]; do
                                            i=$((i + 1))
                                            text="$text
                                        $text"
                                        done
                                        printf '%s\\nlast words' "$text"
                                        kill -9 $$
                                        """)
                                .withRestart(RestartPolicy.never()));

        Stage.ended(worker);

        assertThat(texts(worker)).hasSize(1 + 1024 + 1).endsWith("last words");
    }

    /** The next spawn is where a line that comes too late would be seen for sure. */
    @Test
    @Requirement("WRK-LOG-007")
    void noLineOfAnIncarnationComesAfterTheNextHasBegun() {
        int lives = 8;
        Worker worker =
                stage.start(
                        Workers.startedAgain(
                                Workers.script(
                                        """
                                        i=0
                                        text=$(printf '%050d' 0)
                                        while [ $i -lt 9 ]; do
                                            i=$((i + 1))
                                            text="$text
                                        $text"
                                        done
                                        printf '%s\nlast words' "$text"
                                        printf '%s\nlast words' "$text" >&2
                                        kill -9 $$
                                        """),
                                lives - 1));
        stage.history().event(worker, lives, FAILED);

        List<LogLine> lines = worker.log().tail(100_000);

        int linesOfALife = 1 + 2 * (512 + 1);
        assertThat(lines).hasSize(lives * linesOfALife);
        for (int life = 1; life <= lives; life++) {
            List<LogLine> itsLines = lines.subList((life - 1) * linesOfALife, life * linesOfALife);
            assertThat(itsLines).extracting(LogLine::incarnation).containsOnly(life);
            assertThat(itsLines)
                    .filteredOn(line -> line.text().equals("last words"))
                    .extracting(LogLine::stream)
                    .containsExactlyInAnyOrder(LogStream.OUT, LogStream.ERR);
        }
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
