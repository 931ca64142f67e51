package dev.workerkit.tck.leak;

import dev.workerkit.tck.leak.Holding.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** All that this JVM has at a moment, as far as the system shows it. */
final class Holdings {

    /** Threads that the TCK and the JVM have for themselves. */
    private static final List<String> OWN =
            List.of(
                    "tck ",
                    "ForkJoinPool.commonPool",
                    "CompletableFutureDelayScheduler",
                    "process reaper",
                    "jqwik",
                    "Attach Listener",
                    "Common-Cleaner",
                    "DestroyJavaVM");

    private Holdings() {}

    /**
     * Looks.
     *
     * @param temporary the temporary folder of this JVM, if it has one of its own
     */
    static Set<Holding> now(Optional<Path> temporary) {
        Set<Holding> all = new LinkedHashSet<>(Descriptors.now());
        threads().forEach(all::add);
        processes().forEach(all::add);
        temporary.ifPresent(folder -> files(folder).forEach(all::add));
        return all;
    }

    private static Stream<Holding> threads() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        ThreadGroup system = root;
        // There may be more by the time they are told.
        Thread[] threads = new Thread[root.activeCount() * 2 + 50];
        int count = root.enumerate(threads);
        return Stream.of(threads)
                .limit(count)
                .filter(thread -> thread != Thread.currentThread())
                .filter(thread -> thread.getThreadGroup() != system)
                .filter(thread -> OWN.stream().noneMatch(thread.getName()::startsWith))
                .map(
                        thread ->
                                new Holding(
                                        thread.isDaemon() ? Kind.DAEMON_THREAD : Kind.THREAD,
                                        Long.toString(thread.getId()),
                                        thread.getName()));
    }

    private static Stream<Holding> processes() {
        return ProcessHandle.current()
                .descendants()
                .filter(ProcessHandle::isAlive)
                .map(
                        process ->
                                new Holding(
                                        Kind.PROCESS,
                                        process.pid() + " " + process.info().startInstant(),
                                        process.pid()
                                                + process.info()
                                                        .commandLine()
                                                        .map(line -> ": " + shortened(line))
                                                        .orElse("")));
    }

    private static String shortened(String line) {
        return line.length() <= 100 ? line : line.substring(0, 97) + "...";
    }

    private static Stream<Holding> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(file -> !file.equals(folder))
                    .map(file -> new Holding(Kind.FILE, file.toString(), file.toString()))
                    .toList()
                    .stream();
        } catch (IOException | UncheckedIOException e) {
            // Something was deleted while it was looked at; the next look will do.
            return Stream.empty();
        }
    }
}
