package dev.workerkit.tck.leak;

import dev.workerkit.tck.leak.Holding.Kind;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

    private static final Pattern LOG = Pattern.compile(".*\\.log(\\.\\d+)?");

    private Holdings() {}

    /**
     * Looks.
     *
     * @param temporary the temporary folder of this JVM, if it has one of its own
     * @param isKnown whether this is the id of a worker of this JVM
     */
    static Set<Holding> now(Optional<Path> temporary, Predicate<String> isKnown) {
        Set<Holding> all = new LinkedHashSet<>(Descriptors.now());
        threads().forEach(all::add);
        processes(isKnown).forEach(all::add);
        temporary.ifPresent(folder -> files(Kind.FILE, filesIn(folder)).forEach(all::add));
        files(Kind.SHARED_MEMORY, SharedFiles.now()).forEach(all::add);
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
                                Holding.of(
                                        thread.isDaemon() ? Kind.DAEMON_THREAD : Kind.THREAD,
                                        Long.toString(thread.getId()),
                                        thread.getName()));
    }

    /** Those that descend from this JVM, and those that did until their parents ended. */
    private static Stream<Holding> processes(Predicate<String> isKnown) {
        ProcessHandle self = ProcessHandle.current();
        Set<ProcessHandle> all =
                self.descendants()
                        .filter(ProcessHandle::isAlive)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        Map<ProcessHandle, String> workers = new HashMap<>();
        MarkedProcesses.all()
                .forEach(
                        each -> {
                            Optional<String> worker = each.worker().filter(isKnown);
                            worker.ifPresent(id -> workers.put(each.process(), id));
                            if (each.isOurs() || worker.isPresent()) {
                                all.add(each.process());
                            }
                        });
        all.remove(self);
        return all.stream()
                .map(process -> process(process, Optional.ofNullable(workers.get(process))));
    }

    private static Holding process(ProcessHandle process, Optional<String> worker) {
        return new Holding(
                Kind.PROCESS,
                process.pid() + " " + process.info().startInstant(),
                process.pid()
                        + process.info()
                                .commandLine()
                                .map(line -> ": " + shortened(line))
                                .orElse(""),
                worker,
                Optional.empty());
    }

    private static String shortened(String line) {
        return line.length() <= 100 ? line : line.substring(0, 97) + "...";
    }

    /** The log of a shared worker stays, for who wants to know how it ended. */
    private static List<Path> filesIn(Path folder) {
        return SharedFiles.in(folder).stream()
                .filter(file -> !LOG.matcher(file.getFileName().toString()).matches())
                .toList();
    }

    private static Stream<Holding> files(Kind kind, List<Path> files) {
        return files.stream().map(file -> Holding.of(kind, file.toString(), file.toString()));
    }
}
