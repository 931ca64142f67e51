package dev.workerkit.container.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that the dynamic loader reads for some files: the loader itself, the libraries they need, and
 * those that these need.
 *
 * @param files the loaders and libraries, without the files themselves; paths as they were found,
 *     of which parts may be symbolic links
 * @param missing the names of libraries that are nowhere, each with a file that needs it
 */
record ElfClosure(SortedSet<Path> files, Map<String, Path> missing) {

    /** The closure of {@code roots}; those that are no ELF files need nothing. */
    static ElfClosure of(Collection<Path> roots, LibrarySearch search) throws IOException {
        // Loaded before the files that need them, as the loader and libjvm.so are.
        Set<String> present = new LinkedHashSet<>();
        for (Path root : roots) {
            present.add(String.valueOf(root.getFileName()));
        }
        SortedSet<Path> found = new TreeSet<>();
        Map<String, Path> missing = new TreeMap<>();
        Deque<Path> open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            Path file = open.remove();
            Optional<ElfFile> elf = ElfFile.read(file);
            if (elf.isEmpty()) {
                continue;
            }
            Set<Path> next = new LinkedHashSet<>();
            for (Path loader : elf.get().interpreter().map(Path::of).stream().toList()) {
                next.add(loader);
                present.add(String.valueOf(loader.getFileName()));
            }
            for (String name : elf.get().needed()) {
                if (!present.contains(name)) {
                    search.find(name, file, elf.get())
                            .ifPresentOrElse(next::add, () -> missing.putIfAbsent(name, file));
                }
            }
            for (Path path : next) {
                if (found.add(path)) {
                    open.add(path);
                }
            }
        }
        return new ElfClosure(found, missing);
    }
}
