package dev.workerkit.container;

import dev.workerkit.LogStream;
import dev.workerkit.container.engine.OutputSink;
import dev.workerkit.launch.Birth;
import dev.workerkit.log.LogInput;

/** Puts what a container writes into its worker's log. */
public final class LogSink implements OutputSink, AutoCloseable {

    private final LogInput out;
    private final LogInput err;
    private boolean closed;

    /** One for an incarnation. */
    public LogSink(Birth birth) {
        this.out = birth.log().input(birth.number(), LogStream.OUT);
        this.err = birth.log().input(birth.number(), LogStream.ERR);
    }

    @Override
    public synchronized void out(byte[] bytes) {
        if (!closed) {
            out.accept(bytes, bytes.length);
        }
    }

    @Override
    public synchronized void err(byte[] bytes) {
        if (!closed) {
            err.accept(bytes, bytes.length);
        }
    }

    /** There is no more: what came after the last line's end is a line too. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            out.close();
            err.close();
        }
    }
}
