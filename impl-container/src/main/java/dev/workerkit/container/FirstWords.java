package dev.workerkit.container;

import dev.workerkit.container.engine.OutputSink;
import dev.workerkit.os.Descriptor;
import java.nio.charset.StandardCharsets;

/** What a shared worker writes before it has its log. It goes there, and its end is kept to tell. */
final class FirstWords implements OutputSink {

    private static final int MOST = 16 * 1024;

    private final Descriptor log;
    private final StringBuilder kept = new StringBuilder();
    private boolean closed;

    FirstWords(Descriptor log) {
        this.log = log;
    }

    @Override
    public synchronized void out(byte[] bytes) {
        if (closed) {
            return;
        }
        log.write(bytes);
        kept.append(new String(bytes, StandardCharsets.UTF_8));
        kept.delete(0, Math.max(0, kept.length() - MOST));
    }

    @Override
    public void err(byte[] bytes) {
        out(bytes);
    }

    /** The log is its owner's again. */
    synchronized void close() {
        closed = true;
    }

    @Override
    public synchronized String toString() {
        return kept.toString().strip();
    }
}
