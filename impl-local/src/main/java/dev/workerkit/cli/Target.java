package dev.workerkit.cli;

import dev.workerkit.AdminCookie;
import dev.workerkit.BootstrapProfile;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The shared worker that a command is about. No command starts one.
 *
 * @param cookieSource where the cookie is, if one is named
 * @param profile where the cookie is otherwise, and the certificates
 */
record Target(WorkerAddress address, CookieSource cookieSource, Optional<Path> profile) {

    /** How to connect to it within a time. */
    SharedWorkerSpec spec(Duration timeout) {
        SharedWorkerSpec spec = SharedWorkerSpec.existing().withStartTimeout(timeout);
        Optional<AdminCookie> cookie = cookieSource.cookie();
        if (cookie.isPresent()) {
            spec = spec.withCookie(cookie.get());
        }
        if (profile.isPresent()) {
            spec = BootstrapProfile.read(profile.get()).applyTo(spec);
        }
        if (spec.cookie().isPresent() && spec.cookie().get() instanceof AdminCookie.InFile file) {
            requireFile(file.path());
        }
        return spec;
    }

    /** Who does not start the worker can't make its cookie. */
    private static void requireFile(Path file) {
        if (Files.notExists(file)) {
            throw new SpecException(
                    "cookie",
                    "the cookie file " + file + " does not exist",
                    "name the file with the worker's cookie");
        }
    }
}
