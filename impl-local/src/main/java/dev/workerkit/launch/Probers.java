package dev.workerkit.launch;

import dev.workerkit.Probe;
import java.time.Duration;

/** The port to what probes one incarnation from where that is right for it. */
@FunctionalInterface
public interface Probers {

    /**
     * One for this probe.
     *
     * @param limit no try takes longer
     */
    Prober of(Probe probe, Duration limit);
}
