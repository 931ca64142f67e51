package dev.workerkit.tck;

import dev.workerkit.spi.WorkerRuntimeProvider;

/**
 * Puts another runtime in the place of one that is opened in a JVM that a verification started, if
 * the settings of that JVM ask for it. A {@link java.util.ServiceLoader} service.
 */
public interface RuntimeDisguise {

    /** Returns what is to be used in the place of this provider; the provider itself if nothing. */
    WorkerRuntimeProvider disguise(WorkerRuntimeProvider provider);
}
