package dev.workerkit.control;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Lines on their way to the master. Whoever adds one never waits. Thread-safe.
 *
 * <p>When the master does not read, states that are out of date make room for newer ones, and
 * answers beyond a bound are lost: the master is no longer waiting for them.
 */
final class Outbox {

    private static final int CROWDED = 256;
    private static final int MOST = 4096;
    private static final int LONGEST_TEXT = 8 * 1024;

    /** Of a kind that is {@code latestOnly}, a newer line makes the older ones worthless. */
    enum Kind {
        STATUS(true),
        PROGRESS(true),
        OTHER(false);

        final boolean latestOnly;

        Kind(boolean latestOnly) {
            this.latestOnly = latestOnly;
        }
    }

    private record Entry(Kind kind, byte[] line) {}

    private final Deque<Entry> entries = new ArrayDeque<>();
    private boolean writing;
    private boolean closed;

    synchronized void add(Kind kind, byte[] line) {
        if (closed) {
            return;
        }
        if (entries.size() >= CROWDED && kind.latestOnly) {
            removeAll(kind);
        }
        if (entries.size() < MOST) {
            entries.addLast(new Entry(kind, line));
            notifyAll();
        }
    }

    private void removeAll(Kind kind) {
        for (Iterator<Entry> each = entries.iterator(); each.hasNext(); ) {
            if (each.next().kind == kind) {
                each.remove();
            }
        }
    }

    /**
     * The next line to write, waiting for one; the line before counts as written.
     *
     * @return null if there will be no more
     */
    synchronized byte @Nullable [] next() throws InterruptedException {
        writing = false;
        notifyAll();
        while (entries.isEmpty() && !closed) {
            wait();
        }
        if (entries.isEmpty()) {
            return null;
        }
        writing = true;
        return entries.removeFirst().line;
    }

    /** Nothing more will be written, nor waited for. */
    synchronized void close() {
        closed = true;
        writing = false;
        entries.clear();
        notifyAll();
    }

    /** Waits until all is written, or for as long as this. */
    synchronized void awaitEmpty(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + millis * 1_000_000;
        while (!entries.isEmpty() || writing) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }

    /** A text that surely fits into a line, whatever is in it. */
    static String shortened(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }
}
