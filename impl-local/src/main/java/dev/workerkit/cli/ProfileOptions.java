package dev.workerkit.cli;

import dev.workerkit.BootstrapProfile;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How workers that a command starts are brought up, and whether they may be. */
final class ProfileOptions {

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description = "A bootstrap profile; the options below go before what it says.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--class-path", paramLabel = "PATH", description = "Where Java classes are.")
    private Optional<String> classPath = Optional.empty();

    @Option(
            names = "--kill-switch",
            paramLabel = "FILE",
            description = "Nothing is started while this file forbids it.")
    private Optional<Path> killSwitch = Optional.empty();

    /** The profile. */
    BootstrapProfile profile() {
        BootstrapProfile profile =
                file.isPresent() ? BootstrapProfile.read(file.get()) : BootstrapProfile.defaults();
        if (classPath.isPresent()) {
            profile =
                    profile.withClassPath(
                            Arrays.stream(classPath.get().split(File.pathSeparator))
                                    .map(Path::of)
                                    .toList());
        }
        return killSwitch.isPresent() ? profile.withKillSwitch(killSwitch.get()) : profile;
    }
}
