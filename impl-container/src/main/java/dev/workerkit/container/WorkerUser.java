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
record WorkerUser(Ownership master, boolean rootless) {

    private static final String IDENTITY = "bootstrap.identity";
    private static final Ownership NOBODY = new Ownership(65_534, 65_534);

    static WorkerUser of(boolean rootless) {
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
    InsideUser inside(WorkerSpec spec, BootstrapProfile profile) {
        Ownership user = outside(spec, profile);
        return new InsideUser(
                rootless && user.equals(master) ? "0:0" : user.uid() + ":" + user.gid(),
                asked(spec, profile).map(ProcessIdentity::groups).orElse(List.of()));
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
     * Refuses an identity that no worker of the profile can have (WRK-BOOT-008).
     *
     * @param read what each of its workers reads
     * @throws SpecException says why
     */
    void checkIdentity(ProcessIdentity identity, List<Path> read) {
        if (master.uid() != 0 && !Ownership.of(identity).equals(master)) {
            throw notGiven(IDENTITY, identity.uid());
        }
        Reader reader = new Reader(identity);
        for (Path file : read) {
            if (!reader.canRead(file)) {
                throw new SpecException(
                        IDENTITY,
                        "the user " + identity.uid() + " can't read " + file,
                        "let others read it, or choose a user who can");
            }
        }
    }

    /**
     * Refuses a user to whom the master can't give anything.
     *
     * @throws SpecException says so
     */
    void check(WorkerSpec spec, BootstrapProfile profile) {
        if (master.uid() != 0 && owner(spec, profile).isPresent()) {
            throw notGiven(
                    spec.isolation().user().isPresent() ? "isolation.user" : IDENTITY,
                    outside(spec, profile).uid());
        }
    }

    private SpecException notGiven(String field, int user) {
        return new SpecException(
                field,
                "the master is the user "
                        + master.uid()
                        + ", who can't give files to the user "
                        + user,
                "run the master as root, or leave the user out");
    }
}
