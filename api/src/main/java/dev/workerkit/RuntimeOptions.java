package dev.workerkit;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a runtime is opened. Immutable.
 *
 * @param bootstrap how workers that are Java classes are brought up
 * @param logDirectory where the logs of the workers go and stay; without one they are kept in a
 *     temporary folder, which is deleted when the runtime closes (WRK-LOG-006)
 * @param stopDeadline the longest that {@link WorkerRuntime#close()} may take to stop all workers;
 *     a worker whose grace is longer, by itself or together with the graces of those that are
 *     stopped after it, is refused (WRK-STOP-008)
 * @param engine where the engine is that runs the workers, for example {@code
 *     unix:///var/run/docker.sock}; without one it is looked for. Only for runtimes that have one
 *     (WRK-SPI-014)
 * @param image of workers that name none; without one the runtime's own. Only for runtimes that have
 *     images
 * @param address at which machines other than the master's reach it: a name or an address, with a port
 *     after a colon if it must be a certain one; without one, the address that the master uses
 *     towards them, at any port. Only for runtimes of several machines (WRK-SPI-014)
 */
public record RuntimeOptions(
        BootstrapProfile bootstrap,
        Optional<Path> logDirectory,
        Duration stopDeadline,
        Optional<URI> engine,
        Optional<String> image,
        Optional<String> address) {

    /** Checks the values. */
    public RuntimeOptions {
        SpecException.requirePositive("stopDeadline", stopDeadline);
    }

    /** Default profile, temporary logs, a minute to stop. */
    public static RuntimeOptions defaults() {
        return new RuntimeOptions(
                BootstrapProfile.defaults(),
                Optional.empty(),
                Duration.ofMinutes(1),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same with another bootstrap profile. */
    public RuntimeOptions withBootstrap(BootstrapProfile newBootstrap) {
        return new RuntimeOptions(newBootstrap, logDirectory, stopDeadline, engine, image, address);
    }

    /** The same with logs that are kept in this folder. */
    public RuntimeOptions withLogDirectory(Path directory) {
        return new RuntimeOptions(
                bootstrap, Optional.of(directory), stopDeadline, engine, image, address);
    }

    /** The same with another deadline for stopping all workers. */
    public RuntimeOptions withStopDeadline(Duration deadline) {
        return new RuntimeOptions(bootstrap, logDirectory, deadline, engine, image, address);
    }

    /** The same with the engine at this address. */
    public RuntimeOptions withEngine(URI uri) {
        return new RuntimeOptions(
                bootstrap, logDirectory, stopDeadline, Optional.of(uri), image, address);
    }

    /** The same with this image for workers that name none. */
    public RuntimeOptions withImage(String name) {
        return new RuntimeOptions(
                bootstrap, logDirectory, stopDeadline, engine, Optional.of(name), address);
    }

    /** The same whose workers on other machines reach their master here. */
    public RuntimeOptions withAddress(String reached) {
        return new RuntimeOptions(
                bootstrap, logDirectory, stopDeadline, engine, image, Optional.of(reached));
    }
}
