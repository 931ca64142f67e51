package dev.workerkit.spi;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.UnsupportedException;
import java.nio.file.Path;
import java.util.ServiceLoader;

/**
 * Reads and writes bootstrap profiles as JSON. Registered as a {@link ServiceLoader} service, as the
 * API has no JSON library; one that is installed serves all runtimes.
 */
public interface ProfileFormat {

    /**
     * Reads a profile.
     *
     * @throws dev.workerkit.SpecException if the file can't be read, or its content can't be meant
     */
    BootstrapProfile read(Path file);

    /**
     * Writes a profile, whole or not at all.
     *
     * @throws dev.workerkit.SpecException if it holds a literal cookie
     * @throws dev.workerkit.WorkerException if it can't be written
     */
    void write(BootstrapProfile profile, Path file);

    /**
     * The one on the class path.
     *
     * @throws UnsupportedException if there is none
     */
    static ProfileFormat installed() {
        return ServiceLoader.load(ProfileFormat.class, ProfileFormat.class.getClassLoader())
                .findFirst()
                .or(() -> ServiceLoader.load(ProfileFormat.class).findFirst())
                .orElseThrow(
                        () ->
                                new UnsupportedException(
                                        "No format for bootstrap profiles is on the class path; add"
                                                + " workerkit-local, or build the profile in code"));
    }
}
