package dev.workerkit.local;

import dev.workerkit.Launch;
import dev.workerkit.LogStream;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerStatus;
import dev.workerkit.control.ControlLink;
import dev.workerkit.control.ControlListener;
import dev.workerkit.engine.Reports;
import dev.workerkit.host.LaunchFile;
import dev.workerkit.log.LogFile;
import dev.workerkit.log.LogInput;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One spawn of a worker: its process with all descendants, its control link, its output. */
final class Incarnation {

    private static final System.Logger LOG = System.getLogger(Incarnation.class.getName());

    /** After the end of all known processes, output can only be held open by one that escaped. */
    private static final Duration OUTPUT_LIMIT = Duration.ofSeconds(2);

    private static final int CHUNK = 64 * 1024;

    private static final long FIRST_LOOK_NANOS = 1_000_000;
    private static final long LAST_LOOK_NANOS = 20_000_000;

    private final int number;
    private final WorkerPlan plan;
    private final NativeProcess process;
    private final ProcessTree tree;
    private final ControlLink link;
    private final Reports reports;
    private final List<CompletableFuture<Void>> output;
    private volatile boolean stopAsked;
    private volatile Optional<WorkerExit> failure = Optional.empty();

    /** Of the workplace's tasks alone. */
    private boolean pausedBySignal;

    /**
     * What is there before the process is.
     *
     * @param directory the worker's own
     * @param channelFiles where the channel of a Java worker is
     * @param log where its output goes
     * @param launcher what all workers share
     */
    record Surroundings(Path directory, Path channelFiles, LogFile log, LocalLauncher launcher) {}

    private Incarnation(
            int number,
            WorkerPlan plan,
            NativeProcess process,
            ProcessTree tree,
            ControlLink link,
            Reports reports,
            List<CompletableFuture<Void>> output) {
        this.number = number;
        this.plan = plan;
        this.process = process;
        this.tree = tree;
        this.link = link;
        this.reports = reports;
        this.output = output;
    }

    /**
     * Spawns a process.
     *
     * @param onEnd is told how it ended when nothing of it is left
     * @throws WorkerException if it can't be executed; nothing is left of the attempt then
     */
    static Incarnation spawn(
            int number,
            WorkerPlan plan,
            Surroundings here,
            Reports reports,
            Consumer<WorkerExit> onEnd) {
        LocalLauncher launcher = here.launcher();
        Path socket = here.directory().resolve(number + ".control");
        String token = launcher.token() + "/" + plan.id() + "/" + number;
        WorkerEnvironment environment = environment(number, plan, here, socket, token);
        ControlLink link =
                launcher.control()
                        .listen(socket, new Listener(number, plan, reports, here.log(), launcher));
        try {
            NativeProcess process =
                    NativeProcess.spawn(
                            new SpawnRequest(
                                    plan.program(),
                                    plan.words().get(),
                                    environment.variables(),
                                    environment.workingDirectory()));
            try {
                return watched(process, number, plan, token, link, reports, here, onEnd);
            } catch (RuntimeException | Error e) {
                abandon(process);
                throw e;
            }
        } catch (RuntimeException | Error e) {
            link.close();
            throw e;
        }
    }

    private static Incarnation watched(
            NativeProcess process,
            int number,
            WorkerPlan plan,
            String token,
            ControlLink link,
            Reports reports,
            Surroundings here,
            Consumer<WorkerExit> onEnd) {
        ExecutorService executor = here.launcher().executor();
        reports.spawned(number, OptionalLong.of(process.pid()));
        Incarnation spawned =
                new Incarnation(
                        number,
                        plan,
                        process,
                        ProcessTree.ofWorker(process.pid(), token),
                        link,
                        reports,
                        List.of(
                                pump(process.stdout(), here.log(), number, LogStream.OUT, executor),
                                pump(
                                        process.stderr(),
                                        here.log(),
                                        number,
                                        LogStream.ERR,
                                        executor)));
        process.exit().thenAcceptAsync(exit -> onEnd.accept(spawned.bury(exit)), executor);
        return spawned;
    }

    /** Nobody will watch it, for want of threads as a rule. */
    private static void abandon(NativeProcess process) {
        process.signal(Signal.SIGKILL);
        process.exit().thenRun(process::reap);
        process.stdout().close();
        process.stderr().close();
    }

    private static WorkerEnvironment environment(
            int number, WorkerPlan plan, Surroundings here, Path socket, String token) {
        WorkerEnvironment environment =
                WorkerEnvironment.of(plan.spec())
                        .withId(plan.id())
                        .with("WORKERKIT_CONTROL", socket.toString())
                        .with(Marker.ofRuntime(here.launcher().token()))
                        .with(Marker.ofIncarnation(token));
        if (plan.spec().launch() instanceof Launch.JavaWorker java) {
            Path launchFile = here.directory().resolve(number + ".launch");
            new LaunchFile(
                            plan.id(),
                            plan.name(),
                            number,
                            java.className(),
                            java.arguments(),
                            java.loopTime().orElse(LaunchFile.DEFAULT_LOOP_TIME),
                            here.channelFiles(),
                            plan.spec().channel())
                    .write(launchFile);
            return environment.with(LaunchFile.VARIABLE, launchFile.toString());
        }
        return environment;
    }

    private static CompletableFuture<Void> pump(
            PipeInput input, LogFile log, int number, LogStream stream, ExecutorService executor) {
        return CompletableFuture.runAsync(
                () -> {
                    try (input;
                            LogInput sink = log.input(number, stream)) {
                        byte[] chunk = new byte[CHUNK];
                        for (int length = input.read(chunk, 0, CHUNK);
                                length >= 0;
                                length = input.read(chunk, 0, CHUNK)) {
                            sink.accept(chunk, length);
                        }
                    } catch (IOException e) {
                        log.note(number, "Reading the worker's output failed: " + e);
                    }
                },
                executor);
    }

    int number() {
        return number;
    }

    void askToStop(Duration grace) {
        stopAsked = true;
        link.stop(grace);
        tree.terminate();
    }

    void kill() {
        stopAsked = true;
        // It stays KILLING until it is done: a worker is not told to be gone while it is there.
        while (!isKilled()) {
            LOG.log(System.Logger.Level.WARNING, "Killing '" + plan.name() + "' once more");
        }
    }

    private boolean isKilled() {
        try {
            tree.kill();
            return true;
        } catch (WorkerException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Processes of worker '" + plan.name() + "' live on",
                    e);
            return false;
        }
    }

    /** Java workers finish the unit of work in hand; commands are stopped where they are. */
    void pause() {
        pausedBySignal = !(plan.isJava() && link.pause());
        if (pausedBySignal) {
            tree.pause();
            reports.paused(number);
        }
    }

    void resume() {
        if (pausedBySignal) {
            tree.resume();
            reports.resumed(number);
        } else {
            link.resume();
        }
    }

    CompletableFuture<WorkerStatus> query() {
        return link.query();
    }

    CompletableFuture<@Nullable Object> command(String command, @Nullable Object argument) {
        return link.command(command, argument);
    }

    /** Kills it, for it can't work; that is how it will be told to have ended. */
    void fail(String reason) {
        failure = Optional.of(new WorkerExit.StartFailure(reason));
        kill();
    }

    /** What is to be done once the main process has ended, before its end is told. */
    private WorkerExit bury(WorkerExit exit) {
        try {
            endRemains();
            awaitOutput();
        } catch (RuntimeException e) {
            // An end that is not told would keep the worker in its state for ever.
            LOG.log(System.Logger.Level.WARNING, "Remains of '" + plan.name() + "'", e);
        } finally {
            process.reap();
            link.close();
        }
        return failure.orElse(exit);
    }

    /**
     * What is left of the tree of one that ended by itself is killed; that of one that was asked to
     * stop has the rest of the grace, and is killed when the engine says so.
     */
    private void endRemains() {
        if (stopAsked && !tree.members().isEmpty()) {
            // Again: a process that is just being forked loses a signal when it resets its
            // handlers.
            tree.terminate();
        }
        long pause = FIRST_LOOK_NANOS;
        while (!tree.isGone()) {
            if (stopAsked) {
                LockSupport.parkNanos(pause);
                pause = Math.min(2 * pause, LAST_LOOK_NANOS);
            } else {
                isKilled();
            }
        }
    }

    private void awaitOutput() {
        CompletableFuture<Void> all =
                CompletableFuture.allOf(output.toArray(CompletableFuture[]::new));
        try {
            all.get(OUTPUT_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            process.stdout().close();
            process.stderr().close();
            all.join();
        } catch (ExecutionException e) {
            LOG.log(System.Logger.Level.WARNING, "Output of '" + plan.name() + "' was lost", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Hands on what the worker says. */
    private record Listener(
            int number, WorkerPlan plan, Reports reports, LogFile log, LocalLauncher launcher)
            implements ControlListener {

        @Override
        public void onReady() {
            reports.ready(number);
            if (plan.isJava()) {
                launcher.javaWorkerRuns();
            }
        }

        @Override
        public void onStatus(String text) {
            reports.status(number, text);
        }

        @Override
        public void onPaused() {
            reports.paused(number);
        }

        @Override
        public void onResumed() {
            reports.resumed(number);
        }

        @Override
        public void onDropped(String reason) {
            log.note(number, "Control connection dropped: " + reason);
        }
    }
}
