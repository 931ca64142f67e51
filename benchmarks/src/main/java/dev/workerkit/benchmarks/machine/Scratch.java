package dev.workerkit.benchmarks.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder in shared memory that goes when it is closed. Its name has the number of the process that
 * made it: what is left by one that was killed, the next run deletes.
 */
public final class Scratch implements AutoCloseable {

    /** In the JVMs that measure: the folder of the run, which the run deletes. */
    public static final String PROPERTY = "workerkit.benchmarks.scratch";

    private static final String PREFIX = "workerkit-benchmarks-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d+)-.*");

    private static final long PATIENCE_NANOS = 5_000_000_000L;
    private static final long PAUSE_NANOS = 20_000_000L;

    private final Path folder;

    private Scratch(Path folder) {
        this.folder = folder;
    }

    /** One of its own in that of the run, or else in shared memory. */
    public static Scratch make() throws IOException {
        String run = System.getProperty(PROPERTY);
        if (run != null) {
            // Without a prefix, for the path of a socket must be short.
            return new Scratch(Files.createTempDirectory(Path.of(run), ""));
        }
        return new Scratch(
                Files.createTempDirectory(
                        SharedMemory.folder(), PREFIX + ProcessHandle.current().pid() + "-"));
    }

    /** Deletes what processes that are gone have left. */
    public static void sweep() throws IOException {
        List<Path> old;
        try (Stream<Path> all = Files.list(SharedMemory.folder())) {
            old = all.filter(Scratch::isOrphan).toList();
        }
        for (Path folder : old) {
            delete(folder);
        }
    }

    private static boolean isOrphan(Path folder) {
        Matcher name = NAME.matcher(folder.getFileName().toString());
        return name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
    }

    /** Where it is. */
    public Path folder() {
        return folder;
    }

    /** Who is about to end may still write into it, and is waited for. */
    @Override
    public void close() {
        long start = System.nanoTime();
        while (Files.exists(folder)) {
            try {
                delete(folder);
            } catch (IOException e) {
                if (System.nanoTime() - start > PATIENCE_NANOS) {
                    throw new UncheckedIOException("Can't delete " + folder, e);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** Deletes a folder with all that is in it. */
    public static void delete(Path folder) throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.deleteIfExists(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path left, @Nullable IOException failure) throws IOException {
                        Files.deleteIfExists(left);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
