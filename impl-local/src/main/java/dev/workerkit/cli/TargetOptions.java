package dev.workerkit.cli;

import dev.workerkit.WorkerAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which shared worker a command is about. */
final class TargetOptions {

    @Parameters(
            paramLabel = "ADDRESS",
            arity = "1",
            description = "unix:///path, tcp://host:port or tls://host:port.",
            converter = AddressConverter.class)
    private @Nullable WorkerAddress address;

    @Mixin private CookieOptions cookie = new CookieOptions();

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description = "A bootstrap profile: its certificates, and its cookie if none is given.")
    private Optional<Path> profile = Optional.empty();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "How long it may take, for example 500ms; default: ${DEFAULT-VALUE}.",
            defaultValue = "10s")
    private Duration timeout = Duration.ofSeconds(10);

    /** Whether a cookie may be had. */
    boolean mayHaveCookie() {
        return cookie.areGiven() || profile.isPresent();
    }

    Visit visit() {
        if (address == null) {
            throw new IllegalStateException("picocli has not been here");
        }
        return Visit.to(new Target(address, cookie.source(), profile), timeout);
    }
}
