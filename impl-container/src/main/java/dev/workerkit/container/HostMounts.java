package dev.workerkit.container;

import dev.workerkit.Mount;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerSpec;
import dev.workerkit.container.disk.MountTable;
import dev.workerkit.container.engine.EngineFacts;
import dev.workerkit.container.engine.Mount.Bind;
import dev.workerkit.container.engine.Mount.Closed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is mounted of this machine. Who mounts the socket of an engine gives its worker the rights of
 * that engine, as he says himself.
 *
 * @param kept what no worker may see: sockets, channels and disks of all workers of this user
 * @param facts what the engine is able to do
 */
record HostMounts(List<Path> kept, EngineFacts facts) {

    private static final String FIELD = "mounts";

    /**
     * Those of a runtime.
     *
     * @param directories of the runtime, beside which others have theirs
     */
    static HostMounts beside(List<Path> directories, EngineFacts facts) {
        return new HostMounts(
                directories.stream().map(each -> real(each.getParent())).toList(), facts);
    }

    /**
     * Refuses a mount of what is not there, or nobody's business (WRK-MOUNT-004).
     *
     * @param access what the worker can read
     * @throws SpecException says so
     */
    void check(WorkerSpec spec, ReadAccess access) {
        for (Mount each : spec.mounts()) {
            if (each instanceof Mount.Host host) {
                requireThere(host.source());
                requireClosed(host, requireNotKept(host.source()));
                access.require(FIELD, List.of(host.source()));
            } else if (each instanceof Mount.Program program) {
                requireThere(program.source());
                requireNotKept(program.source());
                access.require(FIELD, List.of(program.source()));
                MountedProgram.of(program);
            }
        }
    }

    private static void requireThere(Path source) {
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
    }

    /** What is behind all links, as it is now. */
    private Path requireNotKept(Path source) {
        Path real = real(source);
        if (kept.stream().anyMatch(real::startsWith)) {
            throw new SpecException(
                    FIELD, source + " is the runtime's own", "mount something else");
        }
        return real;
    }

    /** What is mounted in it could be changed all the same. */
    private void requireClosed(Mount.Host host, Path real) {
        if (host.writable()
                || facts.closesWhatIsMountedIn()
                || !inside(real).isEmpty()
                || !MountTable.hasBelow(real)) {
            return;
        }
        throw new SpecException(
                FIELD,
                "in "
                        + host.source()
                        + " something else is mounted, which "
                        + facts.kind().label()
                        + " "
                        + facts.version()
                        + " would leave writable",
                "mount those of its folders that are needed, or make it writable");
    }

    private List<Path> inside(Path real) {
        return kept.stream().filter(each -> each.startsWith(real)).toList();
    }

    /**
     * Those of a spec in the engine's words: a link is followed anew at each start. Where one holds
     * what is kept, that is hidden, and so is all that is mounted in it, which would be busy for as
     * long as the worker lives.
     *
     * @throws SpecException if one leads where it must not by now
     */
    List<dev.workerkit.container.engine.Mount> binds(WorkerSpec spec) {
        List<dev.workerkit.container.engine.Mount> all = new ArrayList<>();
        for (Mount each : spec.mounts()) {
            if (each instanceof Mount.Host host) {
                all.addAll(binds(host));
            } else if (each instanceof Mount.Program program) {
                requireNotKept(program.source());
                all.addAll(MountedProgram.of(program).mounts());
            }
        }
        return all;
    }

    private List<dev.workerkit.container.engine.Mount> binds(Mount.Host host) {
        Path real = requireNotKept(host.source());
        List<Path> inside = inside(real);
        List<dev.workerkit.container.engine.Mount> all = new ArrayList<>();
        all.add(new Bind(real, host.target(), !host.writable(), inside.isEmpty()));
        for (Path each : inside) {
            all.add(new Closed(Path.of(host.target()).resolve(real.relativize(each)).toString()));
        }
        return all;
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
