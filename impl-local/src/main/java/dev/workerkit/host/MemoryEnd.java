package dev.workerkit.host;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * How a process ends whose memory ran out, by its JVM or by its host: with a line on standard output
 * and an exit code. The code alone says nothing, for a worker may have chosen it.
 */
public final class MemoryEnd {

    /** The code that HotSpot exits with under {@code -XX:+ExitOnOutOfMemoryError}. */
    public static final int EXIT_CODE = 3;

    /** What HotSpot writes before, at the start of a line unless the worker left one unfinished. */
    public static final String LINE = "Terminating due to java.lang.OutOfMemoryError";

    private static final byte[] BYTES = (LINE + "\n").getBytes(StandardCharsets.US_ASCII);

    private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

    private MemoryEnd() {}

    /** Makes what {@link #halt()} needs, while there is memory for it. */
    public static void prepare() {
        // The initialization of the class is all.
    }

    /** Ends the process as its JVM would have, had it been the heap. */
    public static void halt() {
        try {
            OUT.write(BYTES);
        } catch (IOException | OutOfMemoryError e) {
            // The code is all that can be told then.
        } finally {
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }
}
