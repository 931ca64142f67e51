package dev.workerkit.container;

import dev.workerkit.WorkerSpec;
import dev.workerkit.container.engine.Mount;
import dev.workerkit.container.image.HostProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A program of this machine in a container, started by this machine's loader if it has one.
 *
 * @param program with what it needs
 * @param target where the worker finds it
 */
record MountedProgram(HostProgram program, String target) {

    /**
     * That of a mount.
     *
     * @throws dev.workerkit.SpecException if it is none, or lacks a library
     */
    static MountedProgram of(dev.workerkit.Mount.Program mount) {
        return new MountedProgram(HostProgram.closureOf(mount.source()), mount.target());
    }

    private Optional<MountedLibraries> libraries() {
        return program.libraries().map(MountedLibraries::new);
    }

    List<Mount> mounts() {
        List<Mount> all = new ArrayList<>();
        all.add(new Mount.Bind(HostMounts.real(program.program()), target, true));
        libraries().ifPresent(libraries -> all.addAll(libraries.mounts()));
        return all;
    }

    /** A command of a worker's as it is run: with the libraries, if it is one of its programs. */
    static List<String> started(WorkerSpec spec, List<String> command) {
        for (dev.workerkit.Mount each : spec.mounts()) {
            if (each instanceof dev.workerkit.Mount.Program mount
                    && mount.target().equals(command.get(0))) {
                return of(mount).started(command);
            }
        }
        return command;
    }

    private List<String> started(List<String> command) {
        List<String> words =
                new ArrayList<>(
                        libraries()
                                .map(libraries -> libraries.command(target))
                                .orElse(List.of(target)));
        words.addAll(command.subList(1, command.size()));
        return words;
    }
}
