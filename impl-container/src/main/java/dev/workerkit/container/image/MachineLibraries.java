package dev.workerkit.container.image;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The dynamic loader of this machine and libraries that it finds here. A program that is started by
 * this loader, and finds these first, runs in any image.
 *
 * @param loader the loader
 * @param files the libraries by the names under which they are asked for; may be symbolic links
 */
public record MachineLibraries(Path loader, List<Path> files) {

    /** Copies the list. */
    public MachineLibraries {
        files = List.copyOf(files);
    }

    /** Of what was found by several paths, the first counts: all are the same. */
    static MachineLibraries of(String loader, Collection<Path> libraries) {
        Path path = Path.of(loader);
        Set<Path> names = new HashSet<>(Set.of(path.getFileName()));
        return new MachineLibraries(
                path, libraries.stream().filter(file -> names.add(file.getFileName())).toList());
    }
}
