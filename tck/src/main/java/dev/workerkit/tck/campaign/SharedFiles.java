package dev.workerkit.tck.campaign;

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
import java.util.stream.Stream;

/**
 * The files and sockets in shared memory, where runtimes keep what they need while they run. Others
 * use it too, so what is new there counts as left over only if no process has it, or a neighbour of
 * it, open.
 */
final class SharedFiles {

    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    private static final Path PROCESSES = Path.of("/proc");

    /** Of the mode of a file; see stat(2). */
    private static final int KIND = 0170000;

    private static final int SOCKET = 0140000;

    private final Set<Path> before = new HashSet<>(in(SHARED_MEMORY));

    /** What has been left there since this was made. */
    List<Path> leftOver() {
        List<Path> news = new ArrayList<>(in(SHARED_MEMORY));
        news.removeAll(before);
        if (!news.isEmpty()) {
            String used = usedPaths();
            news.removeIf(path -> used.contains(home(path)));
        }
        return news;
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
    static List<Path> in(Path folder) {
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
    static boolean isSocket(Path path) {
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
    static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
