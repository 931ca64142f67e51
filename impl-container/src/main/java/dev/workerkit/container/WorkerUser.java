package dev.workerkit.container;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.ProcessIdentity;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerSpec;
import dev.workerkit.os.Ownership;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Whom workers run as, if nobody says otherwise: whom their master runs as, for it owns what it makes
 * for them, but never root.
 *
 * @param master whom the master runs as
 * @param rootless whether the engine calls that user root in its containers, where root has no more
 *     rights than that user
 */
public record WorkerUser(Ownership master, boolean rootless) {

    private static final Ownership NOBODY = new Ownership(65_534, 65_534);

    public static WorkerUser of(boolean rootless) {
        return new WorkerUser(ofThisProcess(), rootless);
    }

    private static Ownership ofThisProcess() {
        Path self = Path.of("/proc/self");
        try {
            return new Ownership(
                    (Integer) Files.getAttribute(self, "unix:uid"),
                    (Integer) Files.getAttribute(self, "unix:gid"));
        } catch (IOException e) {
            throw new WorkerException("Tried to find out who this process runs as: " + e, e);
        }
    }

    private Optional<ProcessIdentity> asked(WorkerSpec spec, BootstrapProfile profile) {
        return spec.isolation().user().or(profile::identity);
    }

    /** Whom a worker runs as, in the engine's words. */
    public InsideUser inside(WorkerSpec spec, BootstrapProfile profile) {
        Ownership user = outside(spec, profile);
        return new InsideUser(
                rootless && user.equals(master) ? "0:0" : user.uid() + ":" + user.gid(),
                groups(spec, profile));
    }

    private List<Integer> groups(WorkerSpec spec, BootstrapProfile profile) {
        return asked(spec, profile).map(ProcessIdentity::groups).orElse(List.of());
    }

    /** What a worker can read of what is mounted for it. */
    ReadAccess access(WorkerSpec spec, BootstrapProfile profile) {
        return ReadAccess.of(
                outside(spec, profile), groups(spec, profile), spec.isolation().capabilities());
    }

    /** The field that says whom a worker runs as; else whatever it needs is to blame. */
    static Optional<String> field(WorkerSpec spec, BootstrapProfile profile) {
        Optional<String> own = spec.isolation().user().map(user -> "isolation.user");
        return own.or(() -> profile.identity().map(user -> "bootstrap.identity"));
    }

    /** Who owns a worker's files, if not the master. */
    Optional<Ownership> owner(WorkerSpec spec, BootstrapProfile profile) {
        return Optional.of(outside(spec, profile)).filter(user -> !user.equals(master));
    }

    /** Whom a worker runs as, as this machine sees it. */
    Ownership outside(WorkerSpec spec, BootstrapProfile profile) {
        return asked(spec, profile).map(Ownership::of).orElse(master.uid() == 0 ? NOBODY : master);
    }

    /**
     * Refuses a user to whom the master can't give anything.
     *
     * @throws SpecException says so
     */
    void check(WorkerSpec spec, BootstrapProfile profile) {
        if (master.uid() != 0 && owner(spec, profile).isPresent()) {
            throw new SpecException(
                    field(spec, profile).orElseThrow(),
                    "the master is the user "
                            + master.uid()
                            + ", who can't give files to the user "
                            + outside(spec, profile).uid(),
                    "run the master as root, or leave the user out");
        }
    }
}
