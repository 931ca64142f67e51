package dev.workerkit.local;

import dev.workerkit.LogStream;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerStatus;
import dev.workerkit.control.ControlLink;
import dev.workerkit.engine.Reports;
import dev.workerkit.launch.Attendance;
import dev.workerkit.launch.Birth;
import dev.workerkit.launch.Incarnation;
import dev.workerkit.launch.Patrol;
import dev.workerkit.launch.ThreadDump;
import dev.workerkit.launch.WorkerPlan;
import dev.workerkit.log.LogFile;
import dev.workerkit.os.Drain;
import dev.workerkit.os.MemoryLimit;
import dev.workerkit.os.NativeProcess;
import dev.workerkit.os.Poller;
import dev.workerkit.os.ProcessTree;
import dev.workerkit.os.Signal;
import dev.workerkit.os.SpawnRequest;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One spawn of a worker: its process with all descendants, and its output. */
final class ProcessIncarnation implements Incarnation {

    private static final System.Logger LOG = System.getLogger(ProcessIncarnation.class.getName());

    /** After the end of all known processes, output can only be held open by one that escaped. */
    private static final Duration OUTPUT_LIMIT = Duration.ofSeconds(2);

    private static final long FIRST_LOOK_NANOS = 1_000_000;
    private static final long LAST_LOOK_NANOS = 20_000_000;

    private final int number;
    private final WorkerPlan plan;
    private final NativeProcess process;
    private final ProcessTree tree;
    private final Attendance attendance;
    private final ControlLink link;
    private final Reports reports;
    private final LogFile log;
    private final Runnable endOfWeighing;
    private final List<Drain> output;
    private volatile boolean stopAsked;

    /** Of the workplace's tasks alone. */
    private boolean pausedBySignal;

    private ProcessIncarnation(
            Birth birth,
            NativeProcess process,
            Attendance attendance,
            Runnable endOfWeighing,
            List<Drain> output) {
        this.number = birth.number();
        this.plan = birth.plan();
        this.process = process;
        this.tree = ProcessTree.ofWorker(process.pid(), attendance.token());
        this.attendance = attendance;
        this.link = attendance.link();
        this.reports = birth.reports();
        this.log = birth.log();
        this.endOfWeighing = endOfWeighing;
        this.output = output;
    }

    /**
     * Spawns a process.
     *
     * @throws WorkerException if it can't be executed; nothing is left of the attempt then
     */
    static ProcessIncarnation spawn(ProcessPlan plan, Birth birth, Processes processes) {
        Runnable whenReady = plan.worker().isJava() ? processes.whenJavaRuns() : () -> {};
        Attendance attendance =
                Attendance.begin(birth, processes.premises(), UnaryOperator.identity(), whenReady);
        try {
            WorkerEnvironment environment =
                    WorkerEnvironment.of(plan.worker().spec()).with(attendance.variables());
            NativeProcess process =
                    NativeProcess.spawn(
                            new SpawnRequest(
                                    plan.program(),
                                    plan.words().get(),
                                    environment.variables(),
                                    environment.workingDirectory()));
            try {
                return lookedAfter(process, birth, attendance, environment, processes);
            } catch (RuntimeException | Error e) {
                abandon(process);
                throw e;
            }
        } catch (RuntimeException | Error e) {
            attendance.close();
            throw e;
        }
    }

    /**
     * Makes an incarnation of a spare, which is the caller's no more.
     *
     * @throws WorkerException if the spare can't be used; nothing is left of it then
     */
    static ProcessIncarnation takeUp(Spare spare, Birth birth, Processes processes) {
        Attendance attendance;
        try {
            attendance =
                    Attendance.begin(
                            birth,
                            spare.token(),
                            processes.premises(),
                            UnaryOperator.identity(),
                            processes.whenJavaRuns());
        } catch (RuntimeException | Error e) {
            spare.end();
            throw e;
        }
        ProcessIncarnation taken;
        try {
            WorkerEnvironment environment =
                    WorkerEnvironment.of(birth.plan().spec()).with(attendance.variables());
            taken = lookedAfter(spare.process(), birth, attendance, environment, processes);
        } catch (RuntimeException | Error e) {
            attendance.close();
            spare.end();
            throw e;
        }
        // Last, for it may be ready before this returns. One that has just died is told to have.
        if (!spare.tell(attendance.variables())) {
            spare.process().signal(Signal.SIGKILL);
        }
        return taken;
    }

    private static ProcessIncarnation lookedAfter(
            NativeProcess process,
            Birth birth,
            Attendance attendance,
            WorkerEnvironment environment,
            Processes processes) {
        Runnable endOfWeighing = weighed(process.pid(), birth, attendance, processes.memory());
        try {
            ExecutorService executor = processes.premises().executor();
            attendance.spawned(
                    OptionalLong.of(process.pid()), new ProcessProbers(environment, executor));
            ProcessIncarnation spawned =
                    new ProcessIncarnation(
                            birth,
                            process,
                            attendance,
                            endOfWeighing,
                            drains(process, birth.log(), birth.number()));
            process.exit()
                    .thenAcceptAsync(exit -> birth.onEnd().accept(spawned.bury(exit)), executor);
            return spawned;
        } catch (RuntimeException | Error e) {
            endOfWeighing.run();
            throw e;
        }
    }

    /** Begins to weigh it if it is to be recycled for its memory; tells how to end that. */
    private static Runnable weighed(
            int pid, Birth birth, Attendance attendance, Patrol<MemoryLimit> patrol) {
        OptionalLong bytes = birth.plan().spec().recycle().residentBytes();
        if (bytes.isEmpty()) {
            return () -> {};
        }
        MemoryLimit limit =
                new MemoryLimit(
                        pid,
                        attendance.token(),
                        bytes.getAsLong(),
                        reason -> birth.reports().recycle(birth.number(), reason));
        patrol.begin(limit);
        return () -> patrol.end(limit);
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

    @Override
    public int number() {
        return number;
    }

    @Override
    public void askToStop(Duration grace) {
        stopAsked = true;
        attendance.endProbing();
        if (link.stop(grace) && plan.isJava()) {
            // Its host hears the line for sure, or that the connection has ended. A signal could
            // only overtake the line, and look like an end that its master knows nothing of.
            tree.terminateFollowers();
        } else {
            tree.terminate();
        }
    }

    @Override
    public void kill() {
        stopAsked = true;
        attendance.endProbing();
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
    @Override
    public void diagnose() {
        if (plan.isJava()) {
            ThreadDump.write(
                    number,
                    process.pid(),
                    () -> process.signal(Signal.SIGQUIT),
                    process.exit()::isDone,
                    log);
        }
    }

    /** Those that know pauses finish the unit of work in hand; others are stopped where they are. */
    @Override
    public void pause() {
        pausedBySignal = !link.pause();
        if (pausedBySignal) {
            tree.pause();
            reports.paused(number);
        }
    }

    @Override
    public void resume() {
        if (pausedBySignal) {
            tree.resume();
            reports.resumed(number);
        } else {
            link.resume();
        }
    }

    @Override
    public CompletableFuture<WorkerStatus> query() {
        return link.query();
    }

    @Override
    public CompletableFuture<@Nullable Object> command(String command, @Nullable Object argument) {
        return link.command(command, argument);
    }

    /** Kills it, for it can't work; that is how it will be told to have ended. */
    @Override
    public void fail(String reason) {
        attendance.failed(reason);
        kill();
    }

    /** What is to be done once the main process has ended, before its end is told. */
    private WorkerExit bury(WorkerExit exit) {
        attendance.endProbing();
        try {
            endRemains();
            awaitOutput();
        } catch (RuntimeException e) {
            // An end that is not told would keep the worker in its state for ever.
            LOG.log(System.Logger.Level.WARNING, "Remains of '" + plan.name() + "'", e);
        } finally {
            endOfWeighing.run();
            // What the engine still asks for must not meet a stranger with the same pid.
            tree.end();
            process.reap();
            attendance.close();
        }
        return attendance.judged(exit);
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
