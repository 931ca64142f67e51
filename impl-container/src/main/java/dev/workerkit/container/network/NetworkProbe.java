package dev.workerkit.container.network;

import dev.workerkit.container.engine.Engine;
import dev.workerkit.container.engine.EngineException;
import dev.workerkit.container.engine.EngineFacts;
import dev.workerkit.container.engine.EngineGoneException;
import dev.workerkit.container.engine.NetworkSpec;
import dev.workerkit.container.engine.Networks;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Tells by trying what an engine's networks lack for relationships. */
public final class NetworkProbe {

    private NetworkProbe() {}

    /**
     * Why there can be no relationships; empty if there can be: no worker shall believe in a wall
     * that is not there (WRK-SPI-013).
     *
     * @param labels of the runtime, whose sweep removes what a probe leaves that is killed
     * @throws EngineException if the engine is gone
     */
    public static Optional<String> missing(Engine engine, Map<String, String> labels) {
        return missingHere(engine, labels).or(OneWay::missing);
    }

    private static Optional<String> missingHere(Engine engine, Map<String, String> labels) {
        // It is Docker's own option; making a network takes it a tenth of a second.
        if (engine.facts().kind() == EngineFacts.Kind.DOCKER
                || takes(engine, labels, Bridges.WITHOUT_THE_MACHINE)) {
            return Optional.empty();
        }
        return Optional.of(
                "each network of "
                        + engine.facts().kind().label()
                        + " "
                        + engine.facts().version()
                        + " has an address on this machine, so who is in one reaches the machine;"
                        + " Docker can leave it out");
    }

    /** Engines drop an option that they do not know, and hardly say so: it is seen afterwards. */
    private static boolean takes(
            Engine engine, Map<String, String> labels, Map<String, String> options) {
        String name = "workerkit-probe-" + UUID.randomUUID();
        NetworkSpec spec = new NetworkSpec(name, labels, Optional.empty(), true, options);
        try {
            engine.networks().create(spec);
        } catch (EngineGoneException e) {
            throw e;
        } catch (EngineException e) {
            return false;
        }
        try {
            return engine.networks().list(labels).stream()
                    .filter(each -> each.name().equals(name))
                    .map(Networks.Found::options)
                    .anyMatch(found -> found.entrySet().containsAll(options.entrySet()));
        } finally {
            engine.networks().remove(name);
        }
    }
}
