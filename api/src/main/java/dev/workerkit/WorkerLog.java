package dev.workerkit;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a worker wrote to its standard output and standard error, line by line, over all its
 * incarnations. Each spawn begins with a line {@code Started Worker (command: '…', parameter: '…')}
 * (WRK-LOG-001 to WRK-LOG-003). Reading a log never holds up the worker (WRK-LOG-004).
 */
public interface WorkerLog {

    /**
     * The last lines, oldest first; fewer if there are no more.
     *
     * @param lines the most to return; at least 1
     */
    List<LogLine> tail(int lines);

    /**
     * Gives the listener the last lines and then each new one, in order and one at a time, on a
     * thread of the listener's own: a slow listener delays nobody else.
     *
     * @param lines how many of the lines that are there already; 0 for none
     * @return ends the following; the lines that came before are delivered first
     */
    WorkerRuntime.Subscription follow(int lines, Consumer<LogLine> listener);

    /** The file that is being written; rotated ones lie beside it with {@code .1}, {@code .2}, …. */
    Path file();
}
