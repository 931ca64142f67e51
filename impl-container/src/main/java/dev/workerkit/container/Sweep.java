package dev.workerkit.container;

import dev.workerkit.container.disk.DiskSweep;
import dev.workerkit.container.engine.EngineException;
import java.nio.file.Path;
import java.util.List;

/** Puts right at a master's start what earlier ones and their guards could not. */
public final class Sweep {

    private static final System.Logger LOG = System.getLogger(Sweep.class.getName());

    private final Removal removal;
    private final List<Path> directories;

    /**
     * One for a new runtime.
     *
     * @param directories that it will have, beside which the others have theirs
     */
    public Sweep(Removal removal, List<Path> directories) {
        this.removal = removal;
        this.directories = List.copyOf(directories);
    }

    /**
     * Ends what a runtime left whose directory is there and whose master is dead.
     *
     * @throws dev.workerkit.WorkerException if something stays; then the directory must stay too
     */
    public void endRemains(String token) {
        removal.ofRuntime(token);
        // Before anything is deleted: what is mounted may be a disk that is kept.
        directories.forEach(own -> DiskSweep.clear(own.resolveSibling(token)));
    }

    /** Removes what runtimes of this machine left that have no directory any more. */
    public void removeOrphans() {
        try {
            removal.orphans().forEach(this::remove);
        } catch (EngineException e) {
            LOG.log(System.Logger.Level.WARNING, "Remains of other runtimes", e);
        }
    }

    private void remove(String token) {
        try {
            removal.ofRuntime(token);
        } catch (EngineException e) {
            // Nobody's start fails for what others left; the next master tries again.
            LOG.log(System.Logger.Level.WARNING, "Remains of the runtime " + token, e);
        }
    }
}
