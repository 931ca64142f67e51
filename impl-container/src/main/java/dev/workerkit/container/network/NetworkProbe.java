package dev.workerkit.container.network;

import dev.workerkit.container.engine.Engine;
import java.util.Optional;

/** Tells by trying what is missing for relationships. */
public final class NetworkProbe {

    private NetworkProbe() {}

    /**
     * Why there can be no relationships with an engine; empty if there can be: no worker shall
     * believe in a wall that is not there (WRK-SPI-013).
     */
    public static Optional<String> missing(Engine engine) {
        Optional<String> medium =
                engine.facts().kind().preparesContainers() ? Wires.missing() : Optional.empty();
        return medium.or(OneWay::missing);
    }
}
