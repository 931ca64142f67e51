package dev.workerkit;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;

/**
 * A command that runs inside a worker (WRK-EXEC-001). The streams are blocking and each is for one
 * thread; who does not read the output holds the command up. It ends with the worker at the latest.
 */
public interface Execution extends AutoCloseable {

    /** What the command reads; closing it is its end of file. */
    OutputStream input();

    /** What the command writes, and ends when nobody holds it any more. */
    InputStream output();

    /** What it writes to its standard error; empty if it has a terminal. */
    InputStream errors();

    /**
     * Completes when the command has ended: with its exit code, or 128 and the number of the signal
     * that ended it. Completes exceptionally with {@link WorkerException} if nobody can know it.
     */
    CompletableFuture<Integer> exitCode();

    /**
     * Tells the command that its terminal has another size.
     *
     * @throws UnsupportedException if it has none
     */
    void resize(ExecSpec.TerminalSize size);

    /** Ends the command, by SIGKILL if it must be, and gives the streams back. */
    @Override
    void close();
}
