package dev.workerkit.container;

import dev.workerkit.Mount;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerSpec;
import java.nio.file.Files;

/** What is mounted of this machine. */
final class HostMounts {

    private HostMounts() {}

    /**
     * Refuses a mount of what is not there.
     *
     * @throws SpecException says so
     */
    static void check(WorkerSpec spec) {
        for (Mount each : spec.mounts()) {
            if (each instanceof Mount.Host host && !Files.exists(host.source())) {
                throw new SpecException(
                        "mounts",
                        host.source() + " does not exist",
                        "name a file or folder of this machine that does");
            }
        }
    }
}
