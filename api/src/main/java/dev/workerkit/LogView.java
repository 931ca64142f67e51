package dev.workerkit;

import dev.workerkit.WorkerRuntime.Subscription;
import java.util.List;
import java.util.function.Consumer;

/**
 * Lines of logs, to be read and followed: those of one worker ({@link WorkerLog}) or of all workers
 * of a runtime ({@link WorkerRuntime#log()}), in the order of their times. Reading never holds up a
 * worker (WRK-LOG-004). All methods may be called from any thread.
 */
public interface LogView {

    /** How many lines {@link #tail()} returns. */
    int USUAL_TAIL = 500;

    /** The last {@value #USUAL_TAIL} lines, oldest first; fewer if there are no more. */
    default List<LogLine> tail() {
        return tail(USUAL_TAIL, LogFilter.all());
    }

    /**
     * The last lines, oldest first; fewer if there are no more.
     *
     * @param lines the most to return; at least 1
     */
    default List<LogLine> tail(int lines) {
        return tail(lines, LogFilter.all());
    }

    /**
     * The last of the lines that the filter wants, oldest first; fewer if there are no more
     * (WRK-LOG-009). Repeats, if they are to be collapsed, are so after that.
     *
     * @param lines the most to return; at least 1
     */
    List<LogLine> tail(int lines, LogFilter filter);

    /** Follows all lines: {@link #follow(int, LogFilter, Consumer)}. */
    default Subscription follow(int lines, Consumer<LogLine> listener) {
        return follow(lines, LogFilter.all(), listener);
    }

    /**
     * Gives the listener the last of the lines that the filter wants and then each new one, none
     * twice and none left out (WRK-LOG-014), in order and one at a time, on a thread of the
     * listener's own: a slow listener delays nobody else. Only one that falls 10,000 lines behind
     * misses some, and is told how many.
     *
     * <p>If repeats are to be collapsed, {@code Last line repeated n times} comes when another line
     * does, and at the latest a second after the first of the repeats.
     *
     * @param lines how many of the lines that are there already; 0 for none
     * @return ends the following; the lines that came before are delivered first
     */
    Subscription follow(int lines, LogFilter filter, Consumer<LogLine> listener);
}
