package dev.workerkit.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the cookie of a shared worker is. */
final class CookieOptions {

    @Option(
            names = "--cookie-file",
            paramLabel = "FILE",
            description = "The file with the worker's cookie.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--cookie-env",
            paramLabel = "NAME",
            description = "The environment variable with the worker's cookie.")
    private Optional<String> variable = Optional.empty();

    boolean areGiven() {
        return file.isPresent() || variable.isPresent();
    }

    CookieSource source() {
        return new CookieSource(file, variable);
    }
}
