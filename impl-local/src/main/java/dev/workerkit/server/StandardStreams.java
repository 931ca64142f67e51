package dev.workerkit.server;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;

/**
 * Standard output and error beyond the life of an inherited socket: the JDK takes a process with one
 * for a child of inetd, and connects all three streams to nothing when it closes the socket.
 */
final class StandardStreams {

    private StandardStreams() {}

    /** Has what is printed from now on still go where it went. */
    static void outliveTheSocket() {
        System.out.flush();
        System.err.flush();
        try {
            PrintStream out = new PrintStream(new FileOutputStream("/proc/self/fd/1", true), true);
            PrintStream err = new PrintStream(new FileOutputStream("/proc/self/fd/2", true), true);
            System.setOut(out);
            System.setErr(err);
        } catch (IOException e) {
            // No files and no pipes, or no /proc: what is said from now on is lost.
        }
    }
}
