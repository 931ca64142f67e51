package dev.workerkit.benchmarks.suite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.zip.Deflater;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;

/**
 * Tells the process that has started this one what an iteration has seen beside its time: lines of a
 * name and a number, or a name and a histogram. Warm-up iterations are not told.
 */
public final class Recorder {

    /** Names the file. */
    public static final String PROPERTY = "workerkit.benchmarks.record";

    /** The histogram of what a benchmark is about, in nanoseconds. */
    public static final String LATENCY = "latency";

    /** How many messages an iteration has passed on. */
    public static final String MESSAGES = "messages";

    /** Bytes allocated for each message by the thread that measures. */
    public static final String NEAR_ALLOCATION = "nearBytesPerMessage";

    /** Bytes allocated for each message by the thread at the far end. */
    public static final String FAR_ALLOCATION = "farBytesPerMessage";

    /** How much of a processor the process that measures uses, in percent. */
    public static final String NEAR_LOAD = "nearPercent";

    /** How much of a processor the process of the far end uses, in percent. */
    public static final String FAR_LOAD = "farPercent";

    /** Both together. */
    public static final String LOAD = "percent";

    private static final int DIGITS = 3;

    private final boolean recording;

    private Recorder(boolean recording) {
        this.recording = recording;
    }

    /** For an iteration of this kind. */
    static Recorder of(IterationParams iteration) {
        return new Recorder(
                iteration.getType() == IterationType.MEASUREMENT
                        && System.getProperty(PROPERTY) != null);
    }

    /** An empty histogram of nanoseconds. */
    public static Histogram histogram() {
        return new Histogram(DIGITS);
    }

    /** Whether anybody wants to know. */
    boolean isRecording() {
        return recording;
    }

    void figure(String name, double value) throws IOException {
        write(name, Double.toString(value));
    }

    void histogram(String name, Histogram histogram) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(bytes, Deflater.BEST_SPEED);
        byte[] encoded = new byte[length];
        bytes.get(0, encoded);
        write(name, Base64.getEncoder().encodeToString(encoded));
    }

    private void write(String name, String value) throws IOException {
        if (recording) {
            Files.writeString(
                    Path.of(System.getProperty(PROPERTY)),
                    name + " " + value + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }
}
