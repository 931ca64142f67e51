package dev.workerkit.benchmarks.peer;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** What is to be closed in the end, the last first, whatever one of them throws. */
final class Closings implements AutoCloseable {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    void add(AutoCloseable closeable) {
        open.push(closeable);
    }

    /** Closes all after a failure, which is what counts. */
    void closeAfter(Exception failure) {
        try {
            close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                if (failure == null) {
                    failure = new IOException("Not all could be closed", e);
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
