package dev.workerkit.launch;

import dev.workerkit.log.LogFile;
import dev.workerkit.os.Signal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Has a JVM write into its log what each of its threads is doing. */
public final class ThreadDump {

    private static final long LIMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** The line after the last thread; that of the memory follows. */
    private static final String END = "JNI global ref";

    private static final int LINES_AFTER_END = 40;

    private ThreadDump() {}

    /**
     * Returns when the dump is in the log, or soon; it is not among the last lines. Does nothing to
     * a JVM that can't make it now.
     *
     * @param pid of the JVM on this machine
     * @param quit sends it SIGQUIT, and tells whether it was there
     * @param ended whether it has ended
     */
    public static void write(
            int incarnation, long pid, BooleanSupplier quit, BooleanSupplier ended, LogFile log) {
        if (canBeMade(pid)) {
            write(incarnation, quit, ended, log);
        }
    }

    /** The same for a JVM of another machine, which is to be killed whatever becomes of it. */
    public static void write(
            int incarnation, BooleanSupplier quit, BooleanSupplier ended, LogFile log) {
        log.sealLastLines(incarnation);
        if (!quit.getAsBoolean()) {
            return;
        }
        long deadline = System.nanoTime() + LIMIT_NANOS;
        while (!isIn(log, incarnation) && !ended.getAsBoolean() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }

    private static boolean isIn(LogFile log, int incarnation) {
        // The last lines may still be the dump of the one before, if this one wrote little.
        return log.tail(LINES_AFTER_END).stream()
                .filter(line -> line.incarnation() == incarnation)
                .anyMatch(line -> line.text().startsWith(END));
    }

    /** A stopped JVM writes nothing, and one that leaves the signal alone is ended by it. */
    private static boolean canBeMade(long pid) {
        try {
            String status =
                    Files.readString(
                            Path.of("/proc", Long.toString(pid), "status"),
                            StandardCharsets.ISO_8859_1);
            long caught = Long.parseUnsignedLong(field(status, "SigCgt:"), 16);
            boolean stopped =
                    field(status, "State:").toUpperCase(java.util.Locale.ROOT).startsWith("T");
            return !stopped && (caught >> (Signal.SIGQUIT.number() - 1) & 1) == 1;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private static String field(String status, String name) {
        int start = status.indexOf("\n" + name) + name.length() + 1;
        return status.substring(start, status.indexOf('\n', start)).strip();
    }
}
