package dev.workerkit.local;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.Capability;
import dev.workerkit.Launch;
import dev.workerkit.LogView;
import dev.workerkit.Readiness;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.SharedWorker;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerSpec;
import dev.workerkit.channel.DurableFolder;
import dev.workerkit.control.ControlServer;
import dev.workerkit.engine.Launcher;
import dev.workerkit.engine.Workplace;
import dev.workerkit.host.Hooks;
import dev.workerkit.killswitch.StartPermits;
import dev.workerkit.log.LogFile;
import dev.workerkit.log.RuntimeLog;
import dev.workerkit.os.FileTree;
import dev.workerkit.os.LibC;
import dev.workerkit.os.Ownership;
import dev.workerkit.os.ProcessTree;
import dev.workerkit.os.RunDirectory;
import dev.workerkit.os.RunKind;
import dev.workerkit.os.RunPlace;
import dev.workerkit.shared.SharedWorkers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Launches workers as processes. What all workers of a runtime share is here. */
final class LocalLauncher implements Launcher {

    private static final System.Logger LOG = System.getLogger(LocalLauncher.class.getName());
    private static final String COMMAND = "launch.command";

    /** All but what only walls around a worker can give. */
    private static final Set<Capability> CAPABILITIES =
            Collections.unmodifiableSet(
                    EnumSet.complementOf(
                            EnumSet.of(
                                    Capability.IMAGES,
                                    Capability.ISOLATION,
                                    Capability.RESOURCES,
                                    Capability.OUT_OF_MEMORY,
                                    Capability.MOUNTS,
                                    Capability.DISKS,
                                    Capability.RELATIONSHIPS,
                                    Capability.EXEC)));

    private static final long TASKS_LIMIT_SECONDS = 10;
    private static final FileAttribute<?> AS_PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final RunDirectory directory;
    private final Guard guard;
    private final ControlServer control;
    private final Patrols patrols = new Patrols();
    private final ExecutorService executor;
    private final JavaLaunches javaLaunches;
    private final Optional<ArchiveTraining> training;
    private final Optional<Path> keptLogs;
    private final RuntimeLog log = new RuntimeLog();
    private final BootstrapProfile profile;
    private final SharedWorkers sharedWorkers;

    private LocalLauncher(
            RunDirectory directory, Guard guard, RuntimeOptions options, StartPermits permits) {
        this.directory = directory;
        this.guard = guard;
        this.keptLogs = options.logDirectory();
        this.executor = Executors.newCachedThreadPool(LocalLauncher::thread);
        this.profile = options.bootstrap();
        this.javaLaunches = new JavaLaunches(profile);
        this.sharedWorkers =
                new SharedWorkers(
                        LocalRuntimeProvider.NAME,
                        profile.eventLoop(),
                        new SharedStarts(profile, javaLaunches, directory.path(), permits));
        this.training = javaLaunches.archive().map(archive -> new ArchiveTraining(archive, this));
        // Last, as it has a thread: nothing that fails comes after it.
        this.control = new ControlServer();
    }

    /**
     * Opens the directories and starts the guard.
     *
     * @param permits what is asked before a shared worker is started
     * @throws WorkerException if there is no place for them
     */
    static LocalLauncher open(RuntimeOptions options, StartPermits permits) {
        options.logDirectory().ifPresent(LocalLauncher::requireWritable);
        JavaLaunches.requireUsable(options.bootstrap());
        LibC.require();
        RunPlace place =
                RunPlace.choose(
                        RunKind.PROCESSES, options.bootstrap().identity().map(Ownership::of));
        Guard guard = Guard.start(place.token(), place.all());
        try {
            return open(
                    RunDirectory.create(place, token -> ProcessTree.ofRuntime(token).kill()),
                    guard,
                    options,
                    permits);
        } catch (RuntimeException e) {
            guard.close();
            throw e;
        }
    }

    private static LocalLauncher open(
            RunDirectory directory, Guard guard, RuntimeOptions options, StartPermits permits) {
        try {
            LocalLauncher launcher = new LocalLauncher(directory, guard, options, permits);
            launcher.executor.execute(new WarmUp(directory.path().resolve("warm-up")));
            return launcher;
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "workerkit-local");
        thread.setDaemon(true);
        return thread;
    }

    private static void requireWritable(Path logs) {
        if (Files.exists(logs) && !Files.isDirectory(logs)) {
            throw new SpecException(
                    "logDirectory", logs + " is not a folder", "choose another place");
        }
        try {
            Files.createDirectories(logs);
        } catch (IOException e) {
            throw new SpecException(
                    "logDirectory", logs + " can't be created: " + e, "choose another folder");
        }
        if (!Files.isWritable(logs)) {
            throw new SpecException(
                    "logDirectory", logs + " is not writable", "choose another folder");
        }
    }

    @Override
    public Set<Capability> capabilities() {
        return CAPABILITIES;
    }

    @Override
    public void check(WorkerSpec spec) {
        WorkerEnvironment environment = WorkerEnvironment.of(spec);
        environment.requireWorkingDirectory();
        if (spec.launch() instanceof Launch.Command command) {
            environment.resolve(COMMAND, command.words().get(0));
        } else if (spec.launch() instanceof Launch.JavaWorker java) {
            javaLaunches.check(java, spec);
        }
        if (spec.readiness() instanceof Readiness.Probed probed) {
            Prober.check(probed.probe(), environment);
        }
    }

    @Override
    public Workplace admit(WorkerId id, String name, WorkerSpec spec) {
        WorkerPlan plan = planOf(id, name, spec);
        Optional<DurableFolder> folder = durableFolderOf(plan);
        try {
            return place(plan, log, logFileOf(id), folder);
        } catch (RuntimeException e) {
            folder.ifPresent(DurableFolder::close);
            throw e;
        }
    }

    /** Of a Java worker; commands have no channel to keep. */
    private static Optional<DurableFolder> durableFolderOf(WorkerPlan plan) {
        Optional<Path> folder =
                plan.isJava() ? plan.spec().channel().directory() : Optional.empty();
        if (folder.isPresent() && plan.owner().isPresent()) {
            plan.owner().get().make(folder.get());
        }
        return folder.map(DurableFolder::open);
    }

    private WorkerPlan planOf(WorkerId id, String name, WorkerSpec spec) {
        if (spec.launch() instanceof Launch.JavaWorker java) {
            return javaLaunches.plan(id, name, spec, java);
        }
        List<String> words =
                spec.launch() instanceof Launch.Command command
                        ? command.words()
                        : List.of("/bin/sh", "-c", spec.launch().describe());
        Path program = WorkerEnvironment.of(spec).resolve(COMMAND, words.get(0));
        return new WorkerPlan(id, name, spec, program, () -> words, Optional.empty(), Hooks.NONE);
    }

    /** A place for a worker of the launcher's own, with a log that nobody keeps. */
    LocalWorkplace admitRehearsal(WorkerPlan plan) {
        // Beside the runtime's log, for it is no worker of the caller's.
        Path path = directory.logs().resolve(plan.id() + ".log");
        return place(plan, new RuntimeLog(), path, Optional.empty());
    }

    private LocalWorkplace place(
            WorkerPlan plan, RuntimeLog logs, Path path, Optional<DurableFolder> folder) {
        LogFile opened = logs.open(path, plan.id(), plan.name(), plan.spec().log());
        try {
            return new LocalWorkplace(plan, opened, folder, this);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    @Override
    public SharedWorker connect(WorkerAddress address, SharedWorkerSpec spec) {
        return sharedWorkers.connect(address, profile.applyTo(spec));
    }

    @Override
    public LogView log() {
        return log;
    }

    /** A Java worker runs: from now on there is time to make the next ones start faster. */
    void javaWorkerRuns() {
        training.ifPresent(ArchiveTraining::begin);
    }

    /** A private folder for a worker's sockets and channel; short, for paths of sockets are. */
    Path makeDirectoryFor(WorkerId id) {
        return createDirectory(directory.path().resolve(shortNameOf(id)));
    }

    /** The random letters at an id's end, which no other has. */
    private static String shortNameOf(WorkerId id) {
        return id.value().substring(id.value().lastIndexOf('-') + 1);
    }

    private Path logFileOf(WorkerId id) {
        Path logs = keptLogs.orElseGet(() -> createDirectory(directory.logs().resolve("logs")));
        return logs.resolve(id.value() + ".log");
    }

    /** Whether logs outlast the runtime. */
    boolean keepsLogs() {
        return keptLogs.isPresent();
    }

    /** For this user alone. */
    static Path createDirectory(Path path) {
        try {
            return Files.createDirectories(path, AS_PRIVATE);
        } catch (IOException e) {
            throw new WorkerException("Tried to create " + path + ": " + e, e);
        }
    }

    static void deleteDirectory(Path path) {
        try {
            FileTree.delete(path);
        } catch (IOException e) {
            throw new WorkerException("Tried to delete " + path + ": " + e, e);
        }
    }

    String token() {
        return directory.token();
    }

    ControlServer control() {
        return control;
    }

    Patrols patrols() {
        return patrols;
    }

    JavaLaunches javaLaunches() {
        return javaLaunches;
    }

    ExecutorService executor() {
        return executor;
    }

    @Override
    public void close() {
        sharedWorkers.close();
        training.ifPresent(ArchiveTraining::await);
        executor.shutdown();
        awaitTasks();
        control.close();
        patrols.close();
        log.close();
        // The guard goes last: should the master die in between, it still clears away the rest.
        try (guard) {
            directory.close();
        }
    }

    /** What was begun for workers that are removed ends before their folders go. */
    private void awaitTasks() {
        // Also for one who is interrupted: what is not waited for is left behind.
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TASKS_LIMIT_SECONDS);
        boolean interrupted = false;
        boolean ended = false;
        while (!ended && deadline - System.nanoTime() > 0) {
            try {
                long left = deadline - System.nanoTime();
                ended = executor.awaitTermination(left, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (!ended) {
            LOG.log(System.Logger.Level.WARNING, "Some tasks for workers did not end");
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
