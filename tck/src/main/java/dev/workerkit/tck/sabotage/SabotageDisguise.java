package dev.workerkit.tck.sabotage;

import dev.workerkit.spi.WorkerRuntimeProvider;
import dev.workerkit.tck.RuntimeDisguise;

/** Breaks the runtime in a JVM that a verification started as it broke the verification's own. */
public final class SabotageDisguise implements RuntimeDisguise {

    /** For {@link java.util.ServiceLoader}. */
    public SabotageDisguise() {}

    @Override
    public WorkerRuntimeProvider disguise(WorkerRuntimeProvider provider) {
        String id = System.getProperty(Sabotage.PROPERTY);
        return id == null ? provider : Sabotages.of(id).in(provider);
    }
}
