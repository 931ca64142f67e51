package dev.workerkit.cli;

import dev.workerkit.AdminCookie;
import dev.workerkit.BootstrapProfile;
import dev.workerkit.SharedWorkerSpec;
        Optional<AdminCookie> cookie = cookieSource.cookie();
import dev.workerkit.WorkerAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The shared worker that a command is about. No command starts one.
 *
 * @param cookieFile where the cookie is, if it is in a file
 * @param cookieVariable where the cookie is, if it is in the environment
 * @param profile where the cookie is otherwise, and the certificates
 */
record Target(WorkerAddress address, CookieSource cookieSource, Optional<Path> profile) {

    /** How to connect to it within a time. */
    SharedWorkerSpec spec(Duration timeout) {
        SharedWorkerSpec spec = SharedWorkerSpec.existing().withStartTimeout(timeout);
<<<<<<< HEAD
        Optional<AdminCookie> cookie = cookieSource.cookie();
        Optional<SocketContext> context = Optional.empty();
        if (profile.isPresent()) {
            BootstrapProfile read = BootstrapProfile.read(profile.get());
            context = read.socketContext();
            if (cookie.isEmpty()) {
                cookie = read.cookie();
            }
        }
        if (context.isPresent()) {
            spec = spec.withSocketContext(context.get());
        }
=======
        Optional<AdminCookie> cookie = cookie();
>>>>>>> adf8c27 (Check and query with what a profile says)
        if (cookie.isPresent()) {
            spec = spec.withCookie(cookie.get());
        }
        if (profile.isPresent()) {
            spec = BootstrapProfile.read(profile.get()).applyTo(spec);
        }
        return spec;
    }
}
