package dev.workerkit;

import java.nio.file.Path;
import java.util.List;

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

    /** The file that is being written; rotated ones lie beside it with {@code .1}, {@code .2}, …. */
    Path file();
}
