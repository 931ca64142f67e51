package dev.workerkit.container;

import dev.workerkit.container.engine.Container;
import dev.workerkit.container.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The processes of a container, as this machine sees them: those in the same control group as its
 * first. Asking the engine takes it much longer.
 *
 * @param container whose they are
 * @param first the id of its first process
 */
record HostProcesses(Container container, long first) {

    private static final Path GROUPS = Path.of("/sys/fs/cgroup");
    private static final int HIERARCHY_FIELDS = 3;

    /** Whether its first process is there, as far as this machine shows it to us. */
    boolean isThere() {
        try {
            return Files.readString(groups()).contains(container.id());
        } catch (IOException e) {
            return false;
        }
    }

    /** Kills its first process, and with it all others, where the engine does not. */
    void killFirst() {
        if (isThere()) {
            ProcessHandle.of(first).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /**
     * Lets the owner of its root folder create files there: Podman keeps that from it, whatever the
     * image says. Where this user may not see to it, it stays as the engine made it.
     */
    void openRoot() {
        try {
            Path root = Path.of("/proc", Long.toString(first), "root");
            Set<PosixFilePermission> rights = Files.getPosixFilePermissions(root);
            if (isThere() && rights.add(PosixFilePermission.OWNER_WRITE)) {
                Files.setPosixFilePermissions(root, rights);
            }
        } catch (IOException e) {
            System.getLogger(HostProcesses.class.getName())
                    .log(System.Logger.Level.DEBUG, "Can't open the root of " + container, e);
        }
    }

    private Path groups() {
        return Path.of("/proc", Long.toString(first), "cgroup");
    }

    /** All that run now, by their ids on this machine. */
    List<Long> all() {
        try {
            for (String line : Files.readAllLines(groups())) {
                Optional<List<Long>> found = members(line.split(":", HIERARCHY_FIELDS));
                if (found.isPresent()) {
                    return found.get();
                }
            }
        } catch (IOException e) {
            // It has ended, or is not ours to see.
            return askEngine();
        }
        return askEngine();
    }

    /** The control group that counts their memory, where groups have a hierarchy for that. */
    Optional<Path> memoryGroup() {
        try {
            return Files.readAllLines(groups()).stream()
                    .map(line -> line.split(":", HIERARCHY_FIELDS))
                    .filter(fields -> List.of(fields[1].split(",")).contains("memory"))
                    .filter(fields -> fields[HIERARCHY_FIELDS - 1].contains(container.id()))
                    .map(HostProcesses::folder)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Path folder(String[] fields) {
        return GROUPS.resolve(fields[1]).resolve(fields[HIERARCHY_FIELDS - 1].substring(1));
    }

    private Optional<List<Long>> members(String[] fields) {
        // A group of many containers' processes would be the wrong one.
        if (!fields[HIERARCHY_FIELDS - 1].contains(container.id())) {
            return Optional.empty();
        }
        Path file = folder(fields).resolve("cgroup.procs");
        try {
            return Optional.of(Files.readAllLines(file).stream().map(Long::valueOf).toList());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private List<Long> askEngine() {
        try {
            return container.pids();
        } catch (EngineException e) {
            return List.of();
        }
    }

    /**
     * Asks processes to end, as SIGTERM does.
     *
     * @param withFirst whether the first too, that all others descend from
     * @return whether all were told
     */
    boolean terminate(boolean withFirst) {
        boolean told = true;
        for (Long pid : all()) {
            if (withFirst || pid != first) {
                told &= ProcessHandle.of(pid).map(ProcessHandle::destroy).orElse(true);
            }
        }
        return told;
    }
}
