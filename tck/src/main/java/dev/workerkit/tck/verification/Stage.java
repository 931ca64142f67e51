package dev.workerkit.tck.verification;

import dev.workerkit.Capability;
import dev.workerkit.GroupSpec;
import dev.workerkit.Launch;
import dev.workerkit.LogFilter;
import dev.workerkit.LogLine;
import dev.workerkit.LogStream;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.Worker;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerGroup;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import dev.workerkit.tck.FolderDeletion;
import dev.workerkit.tck.HostFolder;
import dev.workerkit.tck.MissingCapabilityException;
import dev.workerkit.tck.TckSession;
import dev.workerkit.tck.fixture.Marks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Where one verification's workers play: it opens runtimes, starts workers, reads their marks, and
 * leaves nothing behind. A property, which JUnit does not call back, closes it itself.
 */
final class Stage implements AfterEachCallback, AutoCloseable {

    private static final int ALL_LINES = 1_000_000;

    /** What a worker writes itself; what the runtime says of it is no mark. */
    private static final LogFilter OWN_OUTPUT = LogFilter.all().withStreams(LogStream.OUT);

    private final Map<WorkerId, Path> marks = new ConcurrentHashMap<>();
    private final Set<WorkerId> keptMarks = ConcurrentHashMap.newKeySet();
    private final AtomicInteger files = new AtomicInteger();
    private final List<WorkerRuntime> opened = new ArrayList<>();
    private @Nullable WorkerRuntime runtime;
    private @Nullable History history;
    private @Nullable Path folder;

    /** The session that the runner began for this verification. */
    static TckSession session() {
        return TckSession.current();
    }

    /** Whether the runtime under test declares the capability. */
    static boolean can(Capability capability) {
        return session().capabilities().contains(capability);
    }

    /** Ends a verification that does not apply to a runtime without the capability. */
    static void assumeCan(Capability capability) {
        if (!can(capability)) {
            throw new MissingCapabilityException(capability);
        }
    }

    /** Ends a verification of how providers are found, where there is none. */
    static void assumeRegistered() {
        if (!session().isRegistered()) {
            throw new MissingCapabilityException(
                    "The runtime is behind a harness, and no provider of it is looked for");
        }
    }

    /** Whether workers see the folder of a verification, or can be made to. */
    static boolean sharesFiles() {
        return can(Capability.HOST_FILES) || can(Capability.MOUNTS);
    }

    /** Ends a verification that does not apply to a runtime whose workers see none of its files. */
    static void assumeSharesFiles() {
        if (!sharesFiles()) {
            throw new MissingCapabilityException(Capability.HOST_FILES, Capability.MOUNTS);
        }
    }

    /** Waits for a future with the usual patience. */
    static <T extends @Nullable Object> T await(String what, CompletableFuture<T> future) {
        return session().await(what, future);
    }

    /** Waits until the worker is in a terminal state. */
    static WorkerSnapshot ended(Worker worker) {
        return await("worker " + worker.name() + " ends", worker.ended());
    }

    /** Waits until the worker is in this state. */
    static void awaitState(Worker worker, WorkerState state) {
        session()
                .await(
                        "worker " + worker.name() + " is " + state,
                        worker::snapshot,
                        snapshot -> snapshot.state() == state);
    }

    /** The runtime on which this verification's workers run, opened on first use. */
    synchronized WorkerRuntime runtime() {
        if (runtime == null) {
            runtime = open(RuntimeOptions.defaults());
            history = History.of(runtime);
        }
        return runtime;
    }

    /** Opens one more runtime. */
    synchronized WorkerRuntime open(RuntimeOptions options) {
        WorkerRuntime another = session().open(options);
        opened.add(another);
        return another;
    }

    /** All that happened to the workers of {@link #runtime()}. */
    synchronized History history() {
        runtime();
        if (history == null) {
            throw new IllegalStateException("A runtime is opened with its history");
        }
        return history;
    }

    /** Starts a worker. */
    Worker start(WorkerSpec spec) {
        return startIn(runtime(), spec);
    }

    /** Starts a worker in a runtime of this stage. */
    Worker startIn(WorkerRuntime where, WorkerSpec spec) {
        if (!sharesFiles()) {
            return where.start(spec);
        }
        if (!takesVariables(spec)) {
            Marks.keep();
            return keepingMarks(where.start(spec));
        }
        Path file = marksFile();
        Worker worker = where.start(marking(spec, file));
        marks.put(worker.id(), file);
        return worker;
    }

    /** A Java worker that has no JVM of its own has no variables of its own. */
    private static boolean takesVariables(WorkerSpec spec) {
        return can(Capability.JVM) || !(spec.launch() instanceof Launch.JavaWorker);
    }

    private Worker keepingMarks(Worker worker) {
        keptMarks.add(worker.id());
        return worker;
    }

    /** Starts a group in {@link #runtime()}. */
    WorkerGroup startGroup(String name, WorkerSpec... specs) {
        if (!sharesFiles()) {
            return runtime().startGroup(GroupSpec.of(name, specs));
        }
        if (!Stream.of(specs).allMatch(Stage::takesVariables)) {
            Marks.keep();
            WorkerGroup group = runtime().startGroup(GroupSpec.of(name, specs));
            group.workers().forEach(this::keepingMarks);
            return group;
        }
        Map<String, Path> byName = new HashMap<>();
        WorkerSpec[] marking = new WorkerSpec[specs.length];
        for (int i = 0; i < specs.length; i++) {
            Path file = marksFile();
            marking[i] = marking(specs[i], file);
            specs[i].name().ifPresent(worker -> byName.put(worker, file));
        }
        WorkerGroup group = runtime().startGroup(GroupSpec.of(name, marking));
        group.workers().forEach(worker -> marks.put(worker.id(), byName.get(worker.name())));
        return group;
    }

    private Path marksFile() {
        return folder().resolve("marks-" + files.incrementAndGet());
    }

    private WorkerSpec marking(WorkerSpec spec, Path file) {
        return withFiles(spec).withEnvironment(Marks.VARIABLE, file.toString());
    }

    /** The same worker, which sees this verification's folder, and the JDK if it runs it. */
    WorkerSpec withFiles(WorkerSpec spec) {
        return new HostFolder(folder(), session().capabilities()).seenBy(spec);
    }

    /** A file in the folder, which workers may change. */
    Path file(String name) {
        try {
            Path file = Files.createFile(folder().resolve(name));
            HostFolder.openToAll(file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("Can't make the file " + name, e);
        }
    }

    /** Starts a worker and waits until it is ready. */
    Worker running(WorkerSpec spec) {
        Worker worker = start(spec);
        await("worker " + worker.name() + " is ready", worker.ready());
        return worker;
    }

    /** Starts a worker and waits until it has left the mark {@code armed}. */
    Worker armed(WorkerSpec spec) {
        Worker worker = running(spec);
        awaitMark(worker, "armed");
        return worker;
    }

    /** The marks that a worker has left so far. */
    List<String> marks(Worker worker) {
        if (keptMarks.contains(worker.id())) {
            return Marks.kept(worker.id());
        }
        Path file = marks.get(worker.id());
        if (file == null) {
            assumeCan(Capability.LOG);
            return worker.log().tail(ALL_LINES, OWN_OUTPUT).stream().map(LogLine::text).toList();
        }
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read the marks in " + file, e);
        }
    }

    /** What follows this word in the marks that begin with it. */
    List<String> marks(Worker worker, String word) {
        return marks(worker).stream()
                .filter(mark -> mark.startsWith(word + " "))
                .map(mark -> mark.substring(word.length() + 1))
                .toList();
    }

    /** Waits until the worker has left this mark. */
    void awaitMark(Worker worker, String mark) {
        awaitMarks(worker, "'" + mark + "'", marks -> marks.contains(mark));
    }

    /** Waits until a worker's marks are as they should be. */
    List<String> awaitMarks(Worker worker, String what, Predicate<List<String>> condition) {
        return session()
                .await(
                        "worker " + worker.name() + " leaves the mark " + what,
                        () -> marks(worker),
                        condition);
    }

    /** A folder of this verification's own, empty at first. */
    synchronized Path folder() {
        if (folder == null) {
            try {
                folder = Files.createTempDirectory("tck-").toRealPath();
            } catch (IOException e) {
                throw new UncheckedIOException("Can't make a temporary folder", e);
            }
        }
        return folder;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close();
    }

    /** Kills what still lives, closes the runtimes and deletes the folder. */
    @Override
    public synchronized void close() {
        opened.forEach(Stage::killAll);
        List<RuntimeException> failures = new ArrayList<>();
        for (WorkerRuntime each : opened) {
            try {
                each.close();
            } catch (RuntimeException e) {
                // The others and the folder must not stand in the next verification's way.
                failures.add(e);
            }
        }
        keptMarks.forEach(Marks::forget);
        if (folder != null) {
            FolderDeletion.of(folder);
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    private static void killAll(WorkerRuntime runtime) {
        for (Worker worker : runtime.workers()) {
            if (!worker.state().isTerminal()) {
                killQuietly(worker);
            }
        }
    }

    private static void killQuietly(Worker worker) {
        try {
            worker.kill();
        } catch (WorkerException e) {
            // It ended meanwhile, or was removed; closing the runtime does the rest.
        }
    }
}
