package dev.workerkit.log;

import dev.workerkit.LogLine;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The last lines of the incarnation that spoke last, kept in memory: they explain its death also
 * when the disk is full, and reading them costs nothing. Used under the log's lock.
 */
final class LastWords {

    private static final int MOST_LINES = 10;
    private static final int LONGEST_TEXT = 1000;

    private final Deque<LogLine> lines = new ArrayDeque<>(MOST_LINES);
    private int incarnation;
    private boolean sealed;

    void add(LogLine line) {
        if (line.incarnation() > incarnation) {
            incarnation = line.incarnation();
            sealed = false;
            lines.clear();
        }
        if (line.incarnation() == incarnation && !sealed) {
            if (lines.size() == MOST_LINES) {
                lines.remove();
            }
            lines.add(shortened(line));
        }
    }

    private static LogLine shortened(LogLine line) {
        return line.text().length() <= LONGEST_TEXT
                ? line
                : new LogLine(
                        line.time(),
                        line.worker(),
                        line.name(),
                        line.incarnation(),
                        line.stream(),
                        line.text().substring(0, LONGEST_TEXT) + "…");
    }

    /** What this incarnation still says does not count, unless another has spoken since. */
    void seal(int wanted) {
        sealed |= wanted == incarnation;
    }

    /** Oldest first; none if another incarnation has spoken since. */
    List<LogLine> of(int wanted) {
        return wanted == incarnation ? List.copyOf(lines) : List.of();
    }
}
