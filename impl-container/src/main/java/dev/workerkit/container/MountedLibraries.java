package dev.workerkit.container;

import dev.workerkit.container.engine.Mount;
import dev.workerkit.container.image.MachineLibraries;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Libraries of this machine in a container whose image has others, or none. They lie in a folder of
 * their own: the image's own programs go on with the image's.
 *
 * @param libraries of this machine
 */
record MountedLibraries(MachineLibraries libraries) {

    private static final Path FOLDER = Path.of("/run/workerkit-libraries");

    /** Words that start a program with them. */
    List<String> command(String program) {
        return List.of(target(libraries.loader()), "--library-path", FOLDER.toString(), program);
    }

    /** Each under the name that it is asked for by. */
    List<Mount> mounts() {
        List<Mount> all = new ArrayList<>(List.of(mount(libraries.loader())));
        libraries.files().forEach(file -> all.add(mount(file)));
        return all;
    }

    private static Mount mount(Path file) {
        return new Mount.Bind(HostMounts.real(file), target(file), true);
    }

    private static String target(Path file) {
        return FOLDER.resolve(file.getFileName()).toString();
    }
}
