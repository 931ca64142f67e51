package dev.workerkit;

import java.nio.file.Path;

/**
 * What a worker wrote to its standard output and standard error, line by line, over all its
 * incarnations. Each spawn begins with a line {@code Started Worker (command: '…', parameter: '…')}
 * (WRK-LOG-001 to WRK-LOG-003).
 */
public interface WorkerLog extends LogView {

    /**
     * The file that is being written; rotated ones lie beside it with {@code .1}, {@code .2}, …. Its
     * form is in {@code SPEC.md}.
     */
    Path file();
}
