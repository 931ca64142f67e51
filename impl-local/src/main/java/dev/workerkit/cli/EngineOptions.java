package dev.workerkit.cli;

import dev.workerkit.RuntimeOptions;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the engine is of a runtime that has one. */
final class EngineOptions {

    @Option(
            names = "--engine",
            paramLabel = "URI",
            description =
                    "Its engine, such as unix:///run/engine.sock; default: that of DOCKER_HOST, or"
                            + " of the usual places.")
    private Optional<URI> engine = Optional.empty();

    /** The same with the engine that is named, if one is. */
    RuntimeOptions applied(RuntimeOptions options) {
        return engine.map(options::withEngine).orElse(options);
    }
}
