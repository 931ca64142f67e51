package dev.workerkit.tck.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Writes lines on a thread of its own: a harness that does not read holds up nobody else. */
final class Outbox {

    private static final byte[] END = {};

    private final BlockingQueue<byte[]> lines = new LinkedBlockingQueue<>();
    private final OutputStream out;

    Outbox(OutputStream out) {
        this.out = out;
    }

    void add(byte[] line) {
        lines.add(line);
    }

    /** Closes the stream after all that was added before. */
    void end() {
        lines.add(END);
    }

    /** Writes until the end; to be run on a thread of its own. */
    void write() {
        try (out) {
            for (byte[] line = lines.take(); line != END; line = lines.take()) {
                out.write(line);
                out.flush();
            }
        } catch (IOException e) {
            // It is dead: who reads its output will tell how.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
