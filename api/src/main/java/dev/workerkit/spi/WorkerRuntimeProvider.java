package dev.workerkit.spi;

import dev.workerkit.RuntimeOptions;
import dev.workerkit.UnsupportedException;
import dev.workerkit.WorkerRuntime;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Makes runtimes of one kind. Registered as a {@link java.util.ServiceLoader} service; the
 * constructor must be cheap and without side effects (WRK-SPI-003).
 */
public interface WorkerRuntimeProvider {

    /**
     * The name by which users open the runtime: lower-case letters, digits and hyphens, unique on
     * the class path (WRK-SPI-001).
     */
    String name();

    /**
     * Opens a new runtime, independent of all others (WRK-SPI-004).
     *
     * @throws dev.workerkit.WorkerException if it can't be opened here; the message says what is
     *     missing and what to do
     */
    WorkerRuntime open(RuntimeOptions options);

    /** What its workers are, in a few words for people, such as "processes of this machine". */
    default String description() {
        return "workers";
    }

    /**
     * What its runtimes would stand on here, in a few words for people, such as an engine with its
     * version and address; empty if on nothing but this JVM. It looks, and starts and makes nothing;
     * it ends within seconds.
     *
     * @throws dev.workerkit.WorkerException if a runtime can't be opened here; the message says what
     *     is missing and what to do
     */
    default Optional<String> probe(RuntimeOptions options) {
        return Optional.empty();
    }

    /**
     * The workers of this kind that run now, of all masters (WRK-EXEC-005).
     *
     * @param options where to look; only the engine counts
     * @throws UnsupportedException if nobody but its master can look into a worker
     * @throws dev.workerkit.WorkerException if what they run on can't be reached
     */
    default RunningWorkers running(RuntimeOptions options) {
        throw new UnsupportedException(
                "The runtime '"
                        + name()
                        + "' shows its workers to nobody but their master; ask that, or use a"
                        + " runtime with engine, such as container");
    }

    /**
     * Writes the image in which workers run that name none, with the classes of this JVM and of the
     * profile in it: an archive that {@code docker load} reads, for machines to which no image comes
     * by itself.
     *
     * @param options whose bootstrap profile counts
     * @param archive where to; left open
     * @return a name of the image
     * @throws UnsupportedException if its workers run in no image, or need none that is carried
     * @throws dev.workerkit.WorkerException if it can't be made
     * @throws IOException if it can't be written
     */
    default String writeImage(RuntimeOptions options, OutputStream archive) throws IOException {
        throw new UnsupportedException(
                "No image need be carried anywhere for the runtime '"
                        + name()
                        + "'; this is for runtimes of several machines, such as swarm");
    }
}
