package dev.workerkit.launch;

import dev.workerkit.RuntimeOptions;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerId;
import dev.workerkit.control.ControlServer;
import dev.workerkit.log.LogFile;
import dev.workerkit.log.RuntimeLog;
import dev.workerkit.os.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * What all workers of a runtime share: its folders and token, its log, the threads that carry out
 * what is asked for, the control server, and those who look after what workers are recycled for.
 */
public final class Premises implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Premises.class.getName());
    private static final long TASKS_LIMIT_SECONDS = 10;

    private final RunDirectory directory;
    private final ControlServer control;
    private final Patrols patrols;
    private final ExecutorService executor;
    private final Optional<Path> keptLogs;
    private final RuntimeLog log = new RuntimeLog();

    /**
     * Opens them. Nothing of the runtime's that may fail should be opened after them: they have
     * threads.
     *
     * @param directory closed with these
     * @param runtime for the names of threads
     */
    public Premises(RunDirectory directory, RuntimeOptions options, String runtime) {
        this.directory = directory;
        this.keptLogs = options.logDirectory();
        String name = "workerkit-" + runtime;
        this.patrols = new Patrols(name + "-patrol");
        this.executor = Executors.newCachedThreadPool(work -> daemon(work, name));
        // Last, as it has a thread: nothing that fails comes after it.
        this.control = new ControlServer();
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Makes sure that there is a folder for logs, before anything is opened.
     *
     * @throws SpecException if logs can't be written there
     */
    public static void requireWritable(Path logs) {
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

    /** Names the runtime's directories, and marks what it runs. */
    public String token() {
        return directory.token();
    }

    /** The runtime's own folder, in memory. */
    public Path directory() {
        return directory.path();
    }

    /** Of all workers. */
    public RuntimeLog log() {
        return log;
    }

    /** For what may take its time; its threads keep no JVM alive. */
    public ExecutorService executor() {
        return executor;
    }

    /** Those who look after workers. */
    public Patrols patrols() {
        return patrols;
    }

    ControlServer control() {
        return control;
    }

    /** A private folder for a worker's sockets and channel; short, for paths of sockets are. */
    Path makeDirectoryFor(WorkerId id) {
        return PrivateFolder.make(directory.path().resolve(shortNameOf(id)));
    }

    /** The random letters at an id's end, which no other has. */
    private static String shortNameOf(WorkerId id) {
        return id.value().substring(id.value().lastIndexOf('-') + 1);
    }

    /** Whether logs outlast the runtime. */
    boolean keepsLogs() {
        return keptLogs.isPresent();
    }

    LogFile openLog(WorkerPlan plan) {
        Path logs = keptLogs.orElseGet(() -> PrivateFolder.make(directory.logs().resolve("logs")));
        return open(log, logs, plan);
    }

    /** One beside the runtime's log, for it is of no worker of the caller's. */
    LogFile openUnseenLog(WorkerPlan plan) {
        return open(new RuntimeLog(), directory.logs(), plan);
    }

    private static LogFile open(RuntimeLog log, Path folder, WorkerPlan plan) {
        Path file = folder.resolve(plan.id().value() + ".log");
        return log.open(file, plan.id(), plan.name(), plan.spec().log());
    }

    /** Waits until what was begun is done, and deletes the folders. */
    @Override
    public void close() {
        try (directory) {
            executor.shutdown();
            awaitTasks();
            control.close();
            patrols.close();
            log.close();
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
