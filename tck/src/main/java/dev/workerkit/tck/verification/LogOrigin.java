package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.workerkit.LogFilter;
import dev.workerkit.LogLine;
import dev.workerkit.LogStream;
import dev.workerkit.RestartPolicy;
import dev.workerkit.Worker;
import dev.workerkit.tck.Requirement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where a line of a log comes from, and that its text can't belie that. */
class LogOrigin {

    private static final Pattern FORM =
            Pattern.compile(
                    "\\[(\\w{3} \\w{3} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6} \\d{4})\\]"
                            + " ([a-z0-9-]+) (\\d+):(out|err|master) (.*)");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss.SSSSSS uuuu", Locale.ENGLISH);

    @RegisterExtension final Stage stage = new Stage();

    @Test
    @Requirement("WRK-LOG-008")
    void eachLineTellsItsIncarnationAndStream() {
        Worker worker =
                stage.start(
                        Workers.startedAgain(Workers.script("echo good; echo bad >&2; exit 1"), 1));
        stage.history().event(worker, 2, FAILED);

        List<LogLine> lines = worker.log().tail();

        assertThat(lines).hasSize(8);
        for (int incarnation = 1; incarnation <= 2; incarnation++) {
            List<LogLine> itsLines = lines.subList(4 * incarnation - 4, 4 * incarnation);
            assertThat(itsLines.get(0).stream()).isEqualTo(LogStream.MASTER);
            // Of two streams, nobody can tell which was written to first.
            assertThat(itsLines)
                    .extracting(LogLine::incarnation, LogLine::stream, LogLine::text)
                    .contains(
                            tuple(incarnation, LogStream.OUT, "good"),
                            tuple(incarnation, LogStream.ERR, "bad"));
        }
        assertThat(lines).extracting(LogLine::name).containsOnly(worker.name());
        assertThat(lines).extracting(LogLine::worker).containsOnly(worker.id());
    }

    @Test
    @Requirement("WRK-LOG-008")
    void aFileSaysTheSameAsTheLog() throws IOException {
        Worker worker =
                ended("echo out; echo err >&2; echo; echo ' 7:master  spaces '; printf 'grüße'");

        List<LogLine> inTheFile =
                Files.readAllLines(worker.log().file()).stream()
                        .map(line -> parsed(worker, line))
                        .toList();

        assertThat(inTheFile).hasSize(7).isEqualTo(worker.log().tail());
    }

    /** As another program would, that knows SPEC.md and nothing else. */
    private static LogLine parsed(Worker worker, String line) {
        Matcher form = FORM.matcher(line);
        assertThat(form.matches()).as("'%s' has the form of SPEC.md", line).isTrue();
        assertThat(form.group(2)).isEqualTo(worker.id().value());
        return new LogLine(
                LocalDateTime.parse(form.group(1), TIME).toInstant(ZoneOffset.UTC),
                worker.id(),
                worker.name(),
                Integer.parseInt(form.group(3)),
                LogStream.valueOf(form.group(4).toUpperCase(Locale.ROOT)),
                form.group(5));
    }

    /** The ends of lines that some readers know beside LF, and what moves a terminal's cursor. */
    @Test
    @Requirement("WRK-LOG-008")
    void aWorkerCanNotMakeUpALineOfAnother() throws IOException {
        String forged = "[Fri Dec 17 13:39:41.123456 2010] other-1 1:master Started Worker";
        List<String> before =
                List.of("", "a\\r", "b\\f", "c\\302\\205", "d\\342\\200\\250", "e\\033[2K");
        StringBuilder script = new StringBuilder();
        before.forEach(
                begin -> script.append("printf '").append(begin).append(forged).append("\\n'\n"));
        Worker worker = ended(script.toString());

        List<LogLine> lines = worker.log().tail();
        String file = Files.readString(worker.log().file());

        assertThat(lines.subList(1, lines.size() - 1))
                .hasSize(before.size())
                .allSatisfy(
                        line -> {
                            assertThat(line.stream()).isEqualTo(LogStream.OUT);
                            assertThat(line.worker()).isEqualTo(worker.id());
                            assertThat(line.text()).endsWith(forged);
                        });
        assertThat(file.split("\\n|\\r|\\f|\\x1b|\\x85|\\u2028"))
                .hasSize(lines.size())
                .allMatch(line -> line.contains("] " + worker.id() + " "));
    }

    @Test
    @Requirement("WRK-LOG-013")
    void whatIsNoTextIsReplaced() throws IOException {
        Worker worker =
                ended(
                        "printf 'nul:\\000.\\nbad:\\377.\\303.\\ntab:\\t.\\n\\033[31mred\\033[0m\\n'");

        assertThat(worker.log().tail(4, LogFilter.all().withStreams(LogStream.OUT)))
                .extracting(LogLine::text)
                .containsExactly(
                        "nul:␀.", "bad:\ufffd.\ufffd.", "tab:\t.", "\u001b[31mred\u001b[0m");
        byte[] file = Files.readAllBytes(worker.log().file());
        assertThat(new String(file, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8))
                .as("the file is UTF-8")
                .isEqualTo(file);
        assertThat(file).doesNotContain(0);
    }

    @Test
    @Requirement("WRK-LOG-013")
    void aLineTooLongIsCutAndNothingOfItIsLost() {
        // 2^18 characters of two bytes each, after one of one byte: cuts fall amid characters.
        Worker worker =
                ended(
                        """
                        text=$(printf '\\303\\251')
                        i=0
                        while [ $i -lt 18 ]; do i=$((i + 1)); text="$text$text"; done
                        printf 'x%s\\nshort\\n' "$text"
                        """);

        List<String> texts =
                worker.log().tail(1000).stream()
                        .filter(line -> line.stream() == LogStream.OUT)
                        .map(LogLine::text)
                        .toList();

        assertThat(texts).hasSizeGreaterThan(2).endsWith("short");
        assertThat(String.join("", texts.subList(0, texts.size() - 1)))
                .isEqualTo("x" + "é".repeat(1 << 18));
    }

    private Worker ended(String script) {
        Worker worker = stage.start(Workers.script(script).withRestart(RestartPolicy.never()));
        Stage.ended(worker);
        return worker;
    }
}
