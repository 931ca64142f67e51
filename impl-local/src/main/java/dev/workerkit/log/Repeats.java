package dev.workerkit.log;

import dev.workerkit.LogLine;
import dev.workerkit.LogStream;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Hands lines on. Those that repeat the one before are counted instead, and the count is handed on
 * before the next line that differs (WRK-LOG-011). Used by one thread.
 */
final class Repeats implements Consumer<LogLine> {

    private final Consumer<LogLine> listener;
    private Optional<LogLine> shown = Optional.empty();
    private long count;
    private Instant latest = Instant.EPOCH;

    Repeats(Consumer<LogLine> listener) {
        this.listener = listener;
    }

    @Override
    public void accept(LogLine line) {
        if (shown.isPresent() && isRepeat(line, shown.get())) {
            count++;
            latest = line.time();
        } else {
            tell();
            shown = Optional.of(line);
            listener.accept(line);
        }
    }

    private static boolean isRepeat(LogLine line, LogLine before) {
        return line.text().equals(before.text())
                && line.stream() == before.stream()
                && line.incarnation() == before.incarnation()
                && line.worker().equals(before.worker());
    }

    /** Whether there are repeats of which nothing was said yet. */
    boolean areUntold() {
        return count > 0;
    }

    /** Tells how many repeats there were; more of them are counted anew. */
    void tell() {
        if (count > 0) {
            LogLine line = shown.orElseThrow();
            long told = count;
            count = 0;
            listener.accept(
                    new LogLine(
                            latest,
                            line.worker(),
                            line.name(),
                            line.incarnation(),
                            LogStream.MASTER,
                            "Last line repeated " + told + (told == 1 ? " time" : " times")));
        }
    }
}
