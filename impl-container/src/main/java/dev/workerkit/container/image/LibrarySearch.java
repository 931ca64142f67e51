package dev.workerkit.container.image;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds a library as this machine's dynamic loader does: first where the file that needs it says,
 * then where {@code /etc/ld.so.conf} says, then in the folders of the system. {@code
 * LD_LIBRARY_PATH} is left out: it belongs to a process, not to the machine.
 */
final class LibrarySearch {

    private static final Path CONFIGURATION = Path.of("/etc/ld.so.conf");
    private static final List<String> SYSTEM =
            List.of("/lib64", "/usr/lib64", "/lib", "/usr/lib", "/usr/local/lib");

    /** Where libraries lie on systems that keep those of several processors apart. */
    private static final List<String> MULTIARCH = List.of("x86_64-linux-gnu", "aarch64-linux-gnu");

    private final List<Path> folders;

    private LibrarySearch(List<Path> folders) {
        this.folders = folders;
    }

    /** That of this machine. */
    static LibrarySearch ofThisMachine() throws IOException {
        Set<Path> folders = new LinkedHashSet<>();
        readConfiguration(CONFIGURATION, folders, new LinkedHashSet<>());
        for (String folder : SYSTEM) {
            for (String processor : MULTIARCH) {
                folders.add(Path.of(folder, processor));
            }
            folders.add(Path.of(folder));
        }
        return new LibrarySearch(folders.stream().filter(Files::isDirectory).toList());
    }

    /** That of given folders. */
    static LibrarySearch of(List<Path> folders) {
        return new LibrarySearch(List.copyOf(folders));
    }

    private static void readConfiguration(Path file, Set<Path> folders, Set<Path> seen)
            throws IOException {
        if (!Files.isReadable(file) || !seen.add(file)) {
            return;
        }
        for (String line : Files.readAllLines(file)) {
            String text = line.replaceFirst("#.*", "").strip();
            if (text.startsWith("include ")) {
                Path pattern = file.resolveSibling(text.substring("include ".length()).strip());
                for (Path included : matching(pattern)) {
                    readConfiguration(included, folders, seen);
                }
            } else if (text.startsWith("/")) {
                folders.add(Path.of(text));
            }
        }
    }

    /** The files that a pattern like {@code /etc/ld.so.conf.d/*.conf} means, sorted. */
    private static List<Path> matching(Path pattern) throws IOException {
        Path folder = pattern.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> content = Files.newDirectoryStream(folder, matcher::matches)) {
            content.forEach(files::add);
        }
        files.sort(null);
        return files;
    }

    /**
     * The library called {@code name} that {@code requester} gets.
     *
     * @return nothing if there is none for its processor
     */
    Optional<Path> find(String name, Path requester, ElfFile elf) throws IOException {
        if (name.contains("/")) {
            return fitting(requester.resolveSibling(name), elf);
        }
        for (String folder : elf.ownSearchPath()) {
            Path origin = requester.toRealPath().getParent();
            String expanded =
                    folder.replace("${ORIGIN}", "$ORIGIN").replace("$ORIGIN", "" + origin);
            Optional<Path> found = fitting(Path.of(expanded, name).normalize(), elf);
            if (found.isPresent()) {
                return found;
            }
        }
        for (Path folder : folders) {
            Optional<Path> found = fitting(folder.resolve(name), elf);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> fitting(Path candidate, ElfFile requester) throws IOException {
        if (!Files.isRegularFile(candidate)) {
            return Optional.empty();
        }
        return ElfFile.read(candidate)
                .filter(found -> found.machine() == requester.machine())
                .map(found -> candidate);
    }
}
