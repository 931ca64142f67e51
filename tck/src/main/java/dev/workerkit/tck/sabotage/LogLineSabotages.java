package dev.workerkit.tck.sabotage;

import static dev.workerkit.LogStream.ERR;
import static dev.workerkit.LogStream.MASTER;
import static dev.workerkit.LogStream.OUT;

import dev.workerkit.LogLine;
import dev.workerkit.WorkerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Of what the lines of a log are. */
final class LogLineSabotages {

    private static final int WIDTH = 80;
    private static final int LONG = 4096;
    private static final Duration LATE = Duration.ofMillis(300);

    private LogLineSabotages() {}

    static List<Sabotage> all() {
        return List.of(
                Sabotage.of(
                        "forgets-standard-error",
                        "WRK-LOG-001",
                        "Keeps the lines of standard output alone",
                        EditedLog.without(line -> line.stream() == ERR)),
                Sabotage.of(
                        "takes-lines-for-those-of-nobody",
                        "WRK-LOG-001",
                        "Tells another id than that of the worker that wrote a line",
                        Deed.toLogLine(line -> Changed.worker(line, new WorkerId("nobody")))),
                Sabotage.of(
                        "dates-lines-when-they-are-read",
                        "WRK-LOG-001",
                        "Gives lines the time at which they are read",
                        Deed.toLogLine(line -> Changed.time(line, Instant.now()))),
                Sabotage.of(
                        "begins-lives-in-silence",
                        "WRK-LOG-002",
                        "Writes no line at a spawn",
                        EditedLog.without(LogLineSabotages::isStart)),
                Sabotage.of(
                        "begins-only-the-first-life-with-a-line",
                        "WRK-LOG-002",
                        "Writes the line of a spawn for the first one alone",
                        EditedLog.without(line -> isStart(line) && line.incarnation() > 1)),
                Sabotage.of(
                        "leaves-out-parameters",
                        "WRK-LOG-002",
                        "Writes the command of a spawn without its parameters",
                        Deed.toLogLine(
                                line ->
                                        isStart(line)
                                                ? Changed.text(
                                                        line,
                                                        line.text()
                                                                .replaceAll(
                                                                        "parameter: '.*'",
                                                                        "parameter: ''"))
                                                : line)),
                Sabotage.of(
                        "breaks-lines-at-80",
                        "WRK-LOG-003",
                        "Breaks lines that are longer than 80 characters",
                        EditedLog.of(EditedLog.byLine(LogLineSabotages::broken))),
                Sabotage.of(
                        "swaps-neighbouring-lines",
                        "WRK-LOG-003",
                        "Keeps two lines in the wrong order that were written at once",
                        EditedLog.of(LogLineSabotages::swapped)),
                Sabotage.of(
                        "keeps-last-words-late",
                        "WRK-LOG-007",
                        "Tells the end of a worker before its last lines are in its log",
                        EditedLog.without(
                                line ->
                                        line.stream() != MASTER
                                                && Instant.now().isBefore(line.time().plus(LATE)))),
                Sabotage.of(
                        "takes-standard-error-for-output",
                        "WRK-LOG-008",
                        "Tells lines of standard error as those of standard output",
                        Deed.toLogLine(
                                line -> line.stream() == ERR ? Changed.stream(line, OUT) : line)),
                Sabotage.of(
                        "tells-the-first-incarnation-of-all-lines",
                        "WRK-LOG-008",
                        "Tells of every line that the first incarnation wrote it",
                        Deed.toLogLine(line -> Changed.incarnation(line, 1))),
                Sabotage.of(
                        "believes-what-workers-write",
                        "WRK-LOG-008",
                        "Takes a worker's line for one of the runtime's if it begins like one",
                        Deed.toLogLine(
                                line ->
                                        line.text().contains("Started Worker")
                                                        || line.text().contains("Ended: ")
                                                ? Changed.stream(line, MASTER)
                                                : line)),
                Sabotage.of(
                        "drops-lines-that-are-no-text",
                        "WRK-LOG-013",
                        "Leaves out lines with bytes that are no text",
                        EditedLog.without(line -> line.text().indexOf('\uFFFD') >= 0)),
                Sabotage.of(
                        "drops-the-rest-of-long-lines",
                        "WRK-LOG-013",
                        "Keeps only the first part of a line that is too long",
                        EditedLog.of(LogLineSabotages::shortened)),
                Sabotage.of(
                        "ends-lives-in-silence",
                        "WRK-LOG-015",
                        "Writes no line at the end of an incarnation",
                        EditedLog.without(
                                line ->
                                        line.stream() == MASTER
                                                && line.text().startsWith("Ended"))),
                Sabotage.of(
                        "tells-an-end-without-how",
                        "WRK-LOG-015",
                        "Writes at the end of an incarnation that it ended, and not how",
                        Deed.toLogLine(
                                line ->
                                        line.stream() == MASTER && line.text().startsWith("Ended: ")
                                                ? Changed.text(line, "Ended: somehow")
                                                : line)),
                Sabotage.of(
                        "has-its-own-words-for-the-last-of-a-death",
                        "WRK-LOG-015",
                        "Puts the line of an end among the last lines of the death",
                        Deed.toDeath(
                                death -> {
                                    List<LogLine> lines = new ArrayList<>(death.lastLines());
                                    if (!lines.isEmpty()) {
                                        lines.add(
                                                Changed.text(
                                                        Changed.stream(
                                                                lines.get(lines.size() - 1),
                                                                MASTER),
                                                        "Ended: " + death.exit().describe()));
                                    }
                                    return Changed.lastLines(death, lines);
                                })));
    }

    private static boolean isStart(LogLine line) {
        return line.stream() == MASTER && line.text().startsWith("Started Worker");
    }

    private static List<LogLine> broken(LogLine line) {
        List<LogLine> pieces = new ArrayList<>();
        String rest = line.text();
        while (rest.length() > WIDTH) {
            pieces.add(Changed.text(line, rest.substring(0, WIDTH)));
            rest = rest.substring(WIDTH);
        }
        pieces.add(Changed.text(line, rest));
        return pieces;
    }

    private static List<LogLine> swapped(List<LogLine> lines) {
        List<LogLine> swapped = new ArrayList<>(lines);
        for (int i = 1; i < swapped.size(); i++) {
            LogLine before = swapped.get(i - 1);
            LogLine after = swapped.get(i);
            if (before.stream() == OUT
                    && after.stream() == OUT
                    && before.time().plusMillis(1).isAfter(after.time())) {
                swapped.set(i - 1, after);
                swapped.set(i, before);
                return swapped;
            }
        }
        return swapped;
    }

    private static List<LogLine> shortened(List<LogLine> lines) {
        List<LogLine> shortened = new ArrayList<>();
        boolean afterLong = false;
        for (LogLine line : lines) {
            if (!afterLong || line.stream() == MASTER) {
                shortened.add(line);
            }
            afterLong = line.text().length() >= LONG;
        }
        return shortened;
    }
}
