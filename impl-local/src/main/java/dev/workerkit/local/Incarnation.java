package dev.workerkit.local;

import dev.workerkit.Launch;
import dev.workerkit.LogStream;
import dev.workerkit.Watchdog;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerStatus;
import dev.workerkit.control.ControlLink;
import dev.workerkit.engine.Reports;
import dev.workerkit.host.LaunchFile;
import dev.workerkit.host.MemoryEnd;
import dev.workerkit.host.Oversight;
import dev.workerkit.log.LogFile;
import dev.workerkit.os.Drain;
import dev.workerkit.os.Marker;
import dev.workerkit.os.MemoryLimit;
import dev.workerkit.os.NativeProcess;
import dev.workerkit.os.Poller;
import dev.workerkit.os.ProcessTree;
import dev.workerkit.os.Signal;
import dev.workerkit.os.SpawnRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
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

    private static final long FIRST_LOOK_NANOS = 1_000_000;
    private static final long LAST_LOOK_NANOS = 20_000_000;

    private final int number;
    private final WorkerPlan plan;
    private final NativeProcess process;
    private final ProcessTree tree;
    private final ControlLink link;
    private final Reports reports;
    private final LogFile log;
    private final Patrols.Beat beat;
    private final Optional<Probing> probing;
    private final List<Drain> output;
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

    /** What makes it another than all others. */
    private record Identity(
            int number,
            WorkerPlan plan,
            Surroundings here,
            Reports reports,
            String token,
            Oversight oversight) {

        static Identity of(int number, WorkerPlan plan, Surroundings here, Reports reports) {
            return new Identity(
                    number,
                    plan,
                    here,
                    reports,
                    here.launcher().token() + "/" + plan.id() + "/" + number,
                    new Oversight(
                            plan.spec().watchdog().map(Watchdog::limit),
                            plan.spec().recycle().units(ThreadLocalRandom.current().nextDouble())));
        }

        void recycle(String reason) {
            reports.recycle(number, reason);
        }

        Optional<MemoryLimit> memoryLimit(int pid) {
            OptionalLong bytes = plan.spec().recycle().residentBytes();
            return bytes.isPresent()
                    ? Optional.of(new MemoryLimit(pid, token, bytes.getAsLong(), this::recycle))
                    : Optional.empty();
        }

        Optional<Probing> probing(WorkerEnvironment environment) {
            return Probing.of(
                    plan.spec().readiness(),
                    number,
                    environment,
                    reports,
                    here.launcher().executor());
        }

        ControlReports listener() {
            return new ControlReports(
                    number, plan, oversight, reports, here.log(), here.launcher());
        }
    }

    private Incarnation(
            Identity identity,
            NativeProcess process,
            ControlLink link,
            Patrols.Beat beat,
            Optional<Probing> probing,
            List<Drain> output) {
        this.number = identity.number();
        this.plan = identity.plan();
        this.process = process;
        this.tree = ProcessTree.ofWorker(process.pid(), identity.token());
        this.link = link;
        this.reports = identity.reports();
        this.log = identity.here().log();
        this.beat = beat;
        this.probing = probing;
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
        Identity identity = Identity.of(number, plan, here, reports);
        Path socket = here.directory().resolve(number + ".control");
        WorkerEnvironment environment = environment(identity, socket);
        ControlLink link = here.launcher().control().listen(socket, identity.listener());
        try {
            plan.owner().ifPresent(owner -> owner.give(socket));
            // Before the process reads them, so that no change in between is missed.
            Optional<WatchedFiles> files = WatchedFiles.of(plan.spec(), identity::recycle);
            NativeProcess process =
                    NativeProcess.spawn(
                            new SpawnRequest(
                                    plan.program(),
                                    plan.words().get(),
                                    environment.variables(),
                                    environment.workingDirectory()));
            try {
                return lookedAfter(process, identity, link, environment, files, onEnd);
            } catch (RuntimeException | Error e) {
                abandon(process);
                throw e;
            }
        } catch (RuntimeException | Error e) {
            link.close();
            throw e;
        }
    }

    private static Incarnation lookedAfter(
            NativeProcess process,
            Identity identity,
            ControlLink link,
            WorkerEnvironment environment,
            Optional<WatchedFiles> files,
            Consumer<WorkerExit> onEnd) {
        Patrols.Beat beat =
                identity.here()
                        .launcher()
                        .patrols()
                        .begin(identity.memoryLimit(process.pid()), files);
        try {
            Optional<Probing> probing = identity.probing(environment);
            return watched(process, identity, link, beat, probing, onEnd);
        } catch (RuntimeException | Error e) {
            beat.close();
            throw e;
        }
    }

    private static Incarnation watched(
            NativeProcess process,
            Identity identity,
            ControlLink link,
            Patrols.Beat beat,
            Optional<Probing> probing,
            Consumer<WorkerExit> onEnd) {
        ExecutorService executor = identity.here().launcher().executor();
        LogFile log = identity.here().log();
        int number = identity.number();
        identity.reports().spawned(number, OptionalLong.of(process.pid()));
        Incarnation spawned =
                new Incarnation(
                        identity, process, link, beat, probing, drains(process, log, number));
        process.exit().thenAcceptAsync(exit -> onEnd.accept(spawned.bury(exit)), executor);
        probing.ifPresent(Probing::begin);
        return spawned;
    }

    private static List<Drain> drains(NativeProcess process, LogFile log, int number) {
        Poller poller = Poller.ofOutput(process.pid());
        Drain out = Drain.begin(process.stdout(), poller, log.input(number, LogStream.OUT));
        try {
            return List.of(
                    out, Drain.begin(process.stderr(), poller, log.input(number, LogStream.ERR)));
        } catch (RuntimeException | Error e) {
            out.close();
            throw e;
        }
    }

    /** Nobody will watch it, for want of threads as a rule. */
    private static void abandon(NativeProcess process) {
        process.signal(Signal.SIGKILL);
        process.exit().thenRun(process::reap);
        process.stdout().close();
        process.stderr().close();
    }

    private static WorkerEnvironment environment(Identity identity, Path socket) {
        WorkerPlan plan = identity.plan();
        Surroundings here = identity.here();
        WorkerEnvironment environment =
                WorkerEnvironment.of(plan.spec())
                        .withId(plan.id())
                        .with("WORKERKIT_CONTROL", socket.toString())
                        .with(Marker.ofRuntime(here.launcher().token()))
                        .with(Marker.ofIncarnation(identity.token()));
        if (plan.spec().launch() instanceof Launch.JavaWorker java) {
            Path launchFile = here.directory().resolve(identity.number() + ".launch");
            new LaunchFile(
                            plan.id(),
                            plan.name(),
                            identity.number(),
                            java.className(),
                            java.arguments(),
                            java.loopTime().orElse(LaunchFile.DEFAULT_LOOP_TIME),
                            plan.hooks(),
                            identity.oversight(),
                            here.channelFiles(),
                            plan.spec().channel())
                    .write(launchFile);
            plan.owner().ifPresent(owner -> owner.give(launchFile));
            return environment.with(LaunchFile.VARIABLE, launchFile.toString());
        }
        return environment;
    }

    int number() {
        return number;
    }

    void askToStop(Duration grace) {
        stopAsked = true;
        probing.ifPresent(Probing::end);
        if (link.stop(grace) && plan.isJava()) {
            // Its host hears the line for sure, or that the connection has ended. A signal could
            // only overtake the line, and look like an end that its master knows nothing of.
            tree.terminateFollowers();
        } else {
            tree.terminate();
        }
    }

    void kill() {
        stopAsked = true;
        probing.ifPresent(Probing::end);
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

    /** Leaves in the log what the worker hangs in, as far as that can be known. */
    void diagnose() {
        if (plan.isJava()) {
            ThreadDump.write(number, process, log);
        }
    }

    /** Those that know pauses finish the unit of work in hand; others are stopped where they are. */
    void pause() {
        pausedBySignal = !link.pause();
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
        probing.ifPresent(Probing::end);
        try {
            endRemains();
            awaitOutput();
        } catch (RuntimeException e) {
            // An end that is not told would keep the worker in its state for ever.
            LOG.log(System.Logger.Level.WARNING, "Remains of '" + plan.name() + "'", e);
        } finally {
            beat.close();
            // What the engine still asks for must not meet a stranger with the same pid.
            tree.end();
            process.reap();
            link.close();
        }
        return failure.orElseGet(() -> outOfMemory(exit) ? new WorkerExit.OutOfMemory() : exit);
    }

    /** By its last lines, for a worker may exit with the same code for reasons of its own. */
    private boolean outOfMemory(WorkerExit exit) {
        return plan.isJava()
                && exit.equals(new WorkerExit.Code(MemoryEnd.EXIT_CODE))
                && log.lastLines(number).stream()
                        .anyMatch(line -> line.text().contains(MemoryEnd.LINE));
    }

    /**
     * What is left of the tree of one that ended by itself is killed; that of one that was asked to
     * stop has the rest of the grace, and is killed when the engine says so.
     */
    private void endRemains() {
        boolean gone = tree.isGone();
        if (!gone && stopAsked) {
            // Again: a process that is just being forked loses a signal when it resets its
            // handlers.
            tree.terminate();
        }
        long pause = FIRST_LOOK_NANOS;
        while (!gone) {
            if (stopAsked) {
                LockSupport.parkNanos(pause);
                pause = Math.min(2 * pause, LAST_LOOK_NANOS);
            } else {
                isKilled();
            }
            gone = tree.isGone();
        }
    }

    private void awaitOutput() {
        CompletableFuture<Void> all =
                CompletableFuture.allOf(
                        output.stream().map(Drain::ended).toArray(CompletableFuture[]::new));
        try {
            all.get(OUTPUT_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            output.forEach(Drain::close);
        } catch (ExecutionException e) {
            LOG.log(System.Logger.Level.WARNING, "Output of '" + plan.name() + "' was lost", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
