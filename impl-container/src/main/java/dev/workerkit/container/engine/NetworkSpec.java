package dev.workerkit.container.engine;

import java.util.Map;
import java.util.Optional;

/**
 * What a network is created from: a bridge of the engine's machine.
 *
 * @param name unique in the engine
 * @param labels by which it is found again
 * @param subnet {@code 10.1.2.0/28}; the engine chooses if absent
 * @param internal whether it leads nowhere else
 * @param options of the driver, {@code com.docker.network.bridge.…}
 */
public record NetworkSpec(
        String name,
        Map<String, String> labels,
        Optional<String> subnet,
        boolean internal,
        Map<String, String> options) {

    /** Copies the maps. */
    public NetworkSpec {
        labels = Map.copyOf(labels);
        options = Map.copyOf(options);
    }
}
