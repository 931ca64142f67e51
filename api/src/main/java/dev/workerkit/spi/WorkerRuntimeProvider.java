package dev.workerkit.spi;

import dev.workerkit.RuntimeOptions;
import dev.workerkit.WorkerRuntime;

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
}
