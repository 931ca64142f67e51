package dev.workerkit.container;

import dev.workerkit.ChannelSpec;
import dev.workerkit.Launch;
import dev.workerkit.Resources;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerSpec;
import java.util.List;
import java.util.Locale;

/**
 * How the memory of a worker is divided.
 *
 * @param bytes what the worker was given
 */
public record MemoryPlan(long bytes) {

    /** A JVM with the kit's host in it and an empty worker takes a little less. */
    static final long LEAST_OF_JVM = 64L << 20;

    private static final long MEBIBYTE = 1L << 20;

    /** Classes, compiled code, stacks of threads and buffers of a JVM that does something. */
    private static final long BESIDE_HEAP = 96 * MEBIBYTE;

    private static final int LEAST_PART = 4;
    private static final double PERCENT = 100.0;

    /** Beside the messages a channel has pages of its own. */
    private static final long CHANNEL_PAGES = 16 * MEBIBYTE;

    /**
     * Refuses what a JVM can't run in.
     *
     * @throws SpecException with the least that is enough
     */
    public static void check(WorkerSpec spec) {
        if (spec.launch() instanceof Launch.JavaWorker
                && spec.resources().isPresent()
                && spec.resources().get().memoryBytes() < LEAST_OF_JVM) {
            throw new SpecException(
                    "resources.memoryBytes",
                    spec.resources().get().memoryBytes() + " bytes are too few for a JVM",
                    "use " + LEAST_OF_JVM + " (64 MiB) or more");
        }
    }

    public static MemoryPlan of(Resources resources) {
        return new MemoryPlan(resources.memoryBytes());
    }

    /** The limit of a container with a channel, whose pages count as its memory (WRK-RES-005). */
    public long limitWith(ChannelSpec channel) {
        return bytes + 2L * channel.capacityBytes() + CHANNEL_PAGES;
    }

    /** What makes a JVM leave room for what is not heap. */
    public List<String> jvmOptions() {
        long heap = Math.max(bytes / LEAST_PART, bytes - Math.max(BESIDE_HEAP, bytes / LEAST_PART));
        return List.of(
                "-XX:MaxRAM=" + bytes,
                String.format(Locale.ROOT, "-XX:MaxRAMPercentage=%.1f", heap * PERCENT / bytes));
    }
}
