package dev.workerkit.tck.leak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files and sockets in shared memory, where runtimes keep what they need while they run. Others
 * use it too, so what is new there counts as left over only if no process has it, or a neighbour of
 * it, open.
 */
public final class SharedFiles {

    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    private static final Path PROCESSES = Path.of("/proc");

    /** Of the mode of a file; see stat(2). */
    private static final int KIND = 0170000;

    private static final int SOCKET = 0140000;

    private static final Pattern PART = Pattern.compile(SHARED_MEMORY + "/[^/\\s]+");

    private final Set<Path> before = new HashSet<>(now());

    /** What is there now does not count. */
    public SharedFiles() {}

    /** What has been left there since this was made. */
    public List<Path> leftOver() {
        List<Path> news = new ArrayList<>(now());
        news.removeAll(before);
        return unused(news);
    }

    /** All that is there. */
    static List<Path> now() {
        return in(SHARED_MEMORY);
    }

    /** The parts of it, files or folders, in which this JVM has something open or mapped. */
    static Set<Path> partsOfThisJvm() {
        StringBuilder used = new StringBuilder(read(PROCESSES.resolve("self/maps")));
        links(PROCESSES.resolve("self/fd")).forEach(each -> used.append(each).append('\n'));
        return PART.matcher(used)
                .results()
                .map(each -> Path.of(each.group()))
                .collect(Collectors.toSet());
    }

    /** That which a file is in, or is. */
    static Path part(Path file) {
        return SHARED_MEMORY.resolve(SHARED_MEMORY.relativize(file).subpath(0, 1));
    }

    /** Those that no process but this one uses, in which nothing is to use any. */
    static List<Path> unused(List<Path> files) {
        if (files.isEmpty()) {
            return files;
        }
        String used = usedPaths();
        return files.stream().filter(path -> !used.contains(home(path))).toList();
    }

    /**
     * What belongs together: the content of a folder of the second level, such as that of a runtime
     * in that of its user; else each file is by itself.
     */
    private static String home(Path path) {
        Path below = SHARED_MEMORY.relativize(path);
        return below.getNameCount() > 2
                ? SHARED_MEMORY.resolve(below.subpath(0, 2)) + "/"
                : path.toString();
    }

    /** All files, sockets and pipes in a folder and below; no folders. */
    public static List<Path> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> found = new ArrayList<>();
        try (Stream<Path> children = Files.list(folder)) {
            for (Path child : children.toList()) {
                if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                    found.addAll(in(child));
                } else {
                    found.add(child);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // It was deleted meanwhile, or belongs to somebody else.
        }
        return found;
    }

    /** Whether it is a socket. */
    public static boolean isSocket(Path path) {
        try {
            Object mode = Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            return ((int) mode & KIND) == SOCKET;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static String usedPaths() {
        StringBuilder used = new StringBuilder(read(PROCESSES.resolve("net/unix")));
        ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .forEach(
                        process -> {
                            Path own = PROCESSES.resolve(Long.toString(process.pid()));
                            used.append(read(own.resolve("maps")));
                            links(own.resolve("fd"))
                                    .forEach(each -> used.append(each).append('\n'));
                        });
        return used.toString();
    }

    private static List<Path> links(Path folder) {
        List<Path> targets = new ArrayList<>();
        try (Stream<Path> links = Files.list(folder)) {
            for (Path link : links.toList()) {
                targets.add(Files.readSymbolicLink(link));
            }
        } catch (IOException | UncheckedIOException e) {
            // It has ended, or is somebody else's.
        }
        return targets;
    }

    /** What a file holds; nothing if it is gone, or somebody else's. */
    public static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
