package dev.workerkit.container;

import dev.workerkit.Mount;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerSpec;
import dev.workerkit.container.engine.Mount.Bind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What is mounted of this machine. Who mounts the socket of an engine gives its worker the rights of
 * that engine, as he says himself.
 */
final class HostMounts {

    private static final String FIELD = "mounts";

    private HostMounts() {}

    /**
     * Refuses a mount of what is not there, or nobody's business (WRK-MOUNT-004).
     *
     * @param own the runtime's private directories
     * @param access what the worker can read
     * @throws SpecException says so
     */
    static void check(WorkerSpec spec, List<Path> own, ReadAccess access) {
        for (Mount each : spec.mounts()) {
            if (each instanceof Mount.Host host) {
                check(host, own);
                access.require(FIELD, List.of(host.source()));
            }
        }
    }

    private static void check(Mount.Host host, List<Path> own) {
        Path source = host.source();
        if (!Files.exists(source)) {
            throw new SpecException(
                    FIELD, source + " does not exist", "name a file or folder of this machine");
        }
        if (!Files.isReadable(source)) {
            throw new SpecException(
                    FIELD,
                    source + " can't be read by the master",
                    "give its user the right to, or mount something else");
        }
        Path real = real(source);
        if (own.stream().anyMatch(directory -> real.startsWith(real(directory)))) {
            throw new SpecException(
                    FIELD, source + " is the runtime's own", "mount something else");
        }
    }

    /** The same in the engine's words: a link is followed anew at each start. */
    static Bind bind(Mount.Host host) {
        return new Bind(real(host.source()), host.target(), !host.writable());
    }

    /** What a mount of it shows. */
    static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new WorkerException(
                    "Tried to mount " + path + ": " + e + "; see that it is there", e);
        }
    }
}
