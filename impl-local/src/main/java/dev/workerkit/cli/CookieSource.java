package dev.workerkit.cli;

import dev.workerkit.AdminCookie;
import dev.workerkit.SpecException;
import java.nio.file.Path;
import java.util.Optional;

/** Where a command line says that the cookie is, if it says so. */
record CookieSource(Optional<Path> file, Optional<String> variable) {

    CookieSource {
        if (file.isPresent() && variable.isPresent()) {
            throw new SpecException(
                    "cookie", "it is in a file and in the environment", "give one of both");
        }
    }

    /** The cookie, whose secret is not read yet. */
    Optional<AdminCookie> cookie() {
        if (file.isPresent()) {
            return Optional.of(AdminCookie.file(file.get()));
        }
        return variable.isPresent()
                ? Optional.of(AdminCookie.environment(variable.get()))
                : Optional.empty();
    }
}
