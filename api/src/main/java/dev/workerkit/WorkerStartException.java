package dev.workerkit;

import java.util.List;

/** The worker did not become ready. Its message ends with the worker's last words. */
public class WorkerStartException extends WorkerException {

    private static final long serialVersionUID = 1L;

    private final transient WorkerSnapshot snapshot;
    private final transient List<LogLine> lastLines;

    /**
     * Tells where the worker ended instead.
     *
     * @param lastLines the last lines of its log, oldest first; none if there is no log
     */
    public WorkerStartException(WorkerSnapshot snapshot, List<LogLine> lastLines) {
        super(
                "Worker '"
                        + snapshot.name()
                        + "' did not become ready: it is "
                        + snapshot.state()
                        + snapshot.lastExit().map(exit -> " after " + exit.describe()).orElse("")
                        + lastWords(lastLines));
        this.snapshot = snapshot;
        this.lastLines = List.copyOf(lastLines);
    }

    private static String lastWords(List<LogLine> lines) {
        if (lines.isEmpty()) {
            return "; its log tells more";
        }
        StringBuilder words = new StringBuilder("; the last lines of its log:");
        lines.forEach(line -> words.append("\n    ").append(line.text()));
        return words.toString();
    }

    /** The worker when it ended. */
    public WorkerSnapshot snapshot() {
        return snapshot;
    }

    /** The last lines of its log, oldest first; none if there is no log. */
    public List<LogLine> lastLines() {
        return lastLines;
    }
}
