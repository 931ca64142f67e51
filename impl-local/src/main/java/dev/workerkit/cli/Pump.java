package dev.workerkit.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Copies a stream to another on a thread of its own, piece by piece as they come. */
final class Pump {

    private static final int PIECE = 64 << 10;

    private final InputStream from;
    private final OutputStream to;
    private final boolean closes;
    private final Thread thread;
    private volatile boolean broken;

    private Pump(String name, InputStream from, OutputStream to, boolean closes) {
        this.from = from;
        this.to = to;
        this.closes = closes;
        this.thread = new Thread(this::copy, "workerkit-" + name);
        thread.setDaemon(true);
    }

    /** Copies to a stream that others also write to, and that stays open. */
    static Pump start(String name, InputStream from, OutputStream to) {
        return started(new Pump(name, from, to, false));
    }

    /** Copies to a stream whose reader waits for its end: it is closed at the end of the other. */
    static Pump startAndClose(String name, InputStream from, OutputStream to) {
        return started(new Pump(name, from, to, true));
    }

    private static Pump started(Pump pump) {
        pump.thread.start();
        return pump;
    }

    private void copy() {
        byte[] piece = new byte[PIECE];
        try {
            for (int count = from.read(piece); count >= 0; count = from.read(piece)) {
                to.write(piece, 0, count);
                to.flush();
            }
            if (closes) {
                to.close();
            }
        } catch (IOException e) {
            // One of the two sides is gone, as behind "| head"; nobody else has to be told.
            broken = true;
            close(from);
        }
    }

    private static void close(InputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            System.getLogger(Pump.class.getName())
                    .log(System.Logger.Level.DEBUG, "Closing a stream", e);
        }
    }

    /** Waits until all is copied; false if it could not be. */
    boolean await() throws InterruptedException {
        thread.join();
        return !broken;
    }
}
