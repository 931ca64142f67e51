package dev.workerkit.tck;

import dev.workerkit.spi.WorkerRuntimeProvider;
import java.util.Optional;

/**
 * Finds the runtime under test in a JVM that a verification started, where it is no provider on the
 * class path and the settings of that JVM tell what it is instead. A {@link
 * java.util.ServiceLoader} service.
 */
public interface RuntimeSource {

    /** What makes the runtime of this name, if the settings tell of it. */
    Optional<WorkerRuntimeProvider> provider(String name);
}
