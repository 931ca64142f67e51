package dev.workerkit.container;

import dev.workerkit.ExecSpec;
import dev.workerkit.Execution;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerStatus;
import dev.workerkit.container.engine.Container;
import dev.workerkit.container.engine.ContainerState;
import dev.workerkit.container.engine.EngineException;
import dev.workerkit.container.network.Joining;
import dev.workerkit.container.network.WorkerNetwork;
import dev.workerkit.control.ControlLink;
import dev.workerkit.launch.Attendance;
import dev.workerkit.launch.Birth;
import dev.workerkit.launch.Incarnation;
import dev.workerkit.launch.ThreadDump;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** One spawn of a worker: its container, from its creation until it is removed. */
final class ContainerIncarnation implements Incarnation {

    private static final System.Logger LOG = System.getLogger(ContainerIncarnation.class.getName());

    /** A container that has ended writes no more; its engine may still have to hand it over. */
    private static final Duration OUTPUT_LIMIT = Duration.ofSeconds(5);

    private final Birth birth;
    private final Attendance attendance;
    private final ControlLink link;
    private final ContainerWorkers workers;
    private final Container container;
    private final WorkerOutput output;
    private final Optional<HostProcesses> processes;

    /** Whether this machine shows us that it is there, and so that it is not. */
    private final boolean seen;

    private final Runnable endOfWeighing;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Urgency urgency = new Urgency(ended);
    private final Executions executions = new Executions();
    private final AtomicBoolean buried = new AtomicBoolean();
    private volatile boolean killed;
    private volatile boolean starved;

    /** Of the workplace's tasks alone. */
    private boolean pausedByEngine;

    private ContainerIncarnation(
            Birth birth, Attendance attendance, ContainerWorkers workers, Running running) {
        this.birth = birth;
        this.attendance = attendance;
        this.link = attendance.link();
        this.workers = workers;
        this.container = running.container();
        this.output = running.output();
        this.processes =
                running.pid().stream()
                        .mapToObj(pid -> new HostProcesses(container, pid))
                        .findFirst();
        this.seen = processes.filter(HostProcesses::isThere).isPresent();
        this.endOfWeighing = workers.weighed(processes, birth);
    }

    /**
     * A container that was started, and what was begun with it.
     *
     * @param pid its first process, if it is one of this machine
     */
    private record Running(
            Container container,
            WorkerOutput output,
            CompletableFuture<Integer> exit,
            OptionalLong pid) {

        /**
         * Attached to and waited for before it is started: nothing of it is missed.
         *
         * @param begun is told its first process: before that begins where the engine can, else at
         *     once afterwards
         */
        static Running start(
                Container container, Birth birth, ContainerWorkers workers, LongConsumer begun) {
            WorkerOutput output =
                    WorkerOutput.attach(container, birth, workers.premises().executor());
            try {
                OptionalLong prepared =
                        workers.isHere() ? container.prepared() : OptionalLong.empty();
                prepared.ifPresent(begun);
                CompletableFuture<Integer> exit = container.startAndAwait();
                OptionalLong pid = prepared;
                if (prepared.isEmpty() && workers.isHere()) {
                    pid = container.inspect().pid();
                    pid.ifPresent(begun);
                }
                return new Running(container, output, exit, pid);
            } catch (RuntimeException | Error e) {
                output.close();
                throw e;
            }
        }
    }

    /**
     * Creates and starts a container.
     *
     * @param leftovers of this worker; none is there when this one is created
     * @throws dev.workerkit.WorkerException if the engine refuses; nothing is left of the attempt
     */
    static ContainerIncarnation spawn(
            ContainerPlan plan, Birth birth, ContainerWorkers workers, Leftovers leftovers) {
        leftovers.clear();
        InsidePaths paths = InsidePaths.of(birth);
        Attendance attendance =
                Attendance.begin(birth, workers.premises(), paths::of, plan.whenReady());
        try (Joining joining = plan.belongings().network().join()) {
            Container container =
                    leftovers.create(
                            plan.container(
                                    birth, paths, attendance.variables(), joining.connectivity()));
            CompletableFuture<ContainerIncarnation> spawned = new CompletableFuture<>();
            // Before it is started: it may want memory at once.
            workers.memoryDeaths()
                    .watch(container.id(), () -> spawned.thenAccept(ContainerIncarnation::starve));
            try {
                Running running =
                        Running.start(
                                container,
                                birth,
                                workers,
                                pid -> {
                                    HostProcesses made = new HostProcesses(container, pid);
                                    workers.memoryDeaths().begun(made);
                                    if (birth.plan().spec().isolation().writableRoot()) {
                                        made.openRoot();
                                    }
                                    joining.started(container, pid);
                                });
                spawned.complete(begin(running, plan, birth, attendance, workers, leftovers));
                return spawned.join();
            } catch (RuntimeException | Error e) {
                workers.memoryDeaths().forget(container.id());
                plan.belongings().network().left();
                leftovers.remove(container);
                throw e;
            }
        } catch (RuntimeException | Error e) {
            attendance.close();
            throw e;
        }
    }

    private static ContainerIncarnation begin(
            Running running,
            ContainerPlan plan,
            Birth birth,
            Attendance attendance,
            ContainerWorkers workers,
            Leftovers leftovers) {
        ContainerIncarnation spawned =
                new ContainerIncarnation(birth, attendance, workers, running);
        try {
            attendance.spawned(
                    running.pid(),
                    new ContainerProbers(
                            workers.engine(),
                            running.container(),
                            workers.premises().executor(),
                            birth.plan()));
        } catch (RuntimeException | Error e) {
            running.output().close();
            throw e;
        }
        Runnable burial =
                () -> spawned.bury(running.exit(), plan.belongings().network(), leftovers);
        running.exit()
                .handle((code, thrown) -> running.exit())
                .thenAcceptAsync(exit -> burial.run(), workers.premises().executor())
                .exceptionally(
                        refused -> {
                            // There is no thread for it; this one does.
                            burial.run();
                            return null;
                        });
        return spawned;
    }

    @Override
    public int number() {
        return birth.number();
    }

    @Override
    public void askToStop(Duration grace) {
        attendance.endProbing();
        // The host of a JVM hears the line for sure, or that the connection has ended: a signal
        // could only overtake the line.
        boolean told = link.stop(grace) && birth.plan().isJava();
        // One that is paused could not hear, and by now has what it is to hear first.
        unpauseIfPaused();
        if (processes.isPresent()) {
            Termination termination =
                    new Termination(processes.get(), workers.underInit(birth.plan()), ended);
            if (told) {
                termination.tellFollowers();
                return;
            }
            if (termination.tellAll(grace)) {
                return;
            }
        }
        if (!told) {
            urgency.once("send SIGTERM to", () -> container.kill("SIGTERM"));
        }
    }

    /**
     * One that is paused hears nothing.
     *
     * @return false if the engine refused
     */
    private boolean unpauseIfPaused() {
        if (pausedByEngine && urgency.once("unpause", container::unpause)) {
            pausedByEngine = false;
        }
        return !pausedByEngine;
    }

    @Override
    public void kill() {
        killed = true;
        attendance.endProbing();
        // It stays KILLING until it is done: it is not told to be gone while it is there.
        killUntilEnded();
    }

    /** An engine thaws one that is paused by itself when it kills it. */
    private void killUntilEnded() {
        urgency.untilEnded(
                "kill a container",
                () -> container.kill("SIGKILL"),
                () -> processes.ifPresent(HostProcesses::killFirst));
    }

    /** Leaves in the log what the worker hangs in, as far as that can be known. */
    @Override
    public void diagnose() {
        if (birth.plan().isJava() && processes.isPresent()) {
            ThreadDump.write(
                    birth.number(),
                    processes.get().first(),
                    this::quit,
                    urgency::hasEnded,
                    birth.log());
        }
    }

    private boolean quit() {
        try {
            container.kill("SIGQUIT");
            return true;
        } catch (EngineException e) {
            return false;
        }
    }

    @Override
    public void pause() {
        if (link.pause()) {
            return;
        }
        if (urgency.once("pause", container::pause)) {
            pausedByEngine = true;
            birth.reports().paused(birth.number());
        } else {
            birth.log().note(birth.number(), "Not paused: the container engine refused it");
        }
    }

    @Override
    public void resume() {
        if (!pausedByEngine) {
            link.resume();
        } else if (unpauseIfPaused()) {
            birth.reports().resumed(birth.number());
        } else {
            birth.log().note(birth.number(), "Not resumed: the container engine refused it");
        }
    }

    /** A process of it was killed for want of memory: so ends the worker. */
    private void starve() {
        if (!killed) {
            starved = true;
            killUntilEnded();
        }
    }

    @Override
    public void fail(String reason) {
        attendance.failed(reason);
        kill();
    }

    @Override
    public CompletableFuture<WorkerStatus> query() {
        return link.query();
    }

    @Override
    public CompletableFuture<@Nullable Object> command(String command, @Nullable Object argument) {
        return link.command(command, argument);
    }

    @Override
    public Execution exec(ExecSpec command) {
        return executions.begin(workers.engine(), container, command, birth.plan().name());
    }

    /** What is to be done once the container has ended, before its end is told. */
    private void bury(CompletableFuture<Integer> exit, WorkerNetwork network, Leftovers leftovers) {
        if (!buried.compareAndSet(false, true)) {
            return;
        }
        WorkerExit exited = new WorkerExit.Lost("its container is gone, and nobody saw how");
        try {
            exited = awaitEnd(exit).orElse(exited);
        } catch (RuntimeException | Error e) {
            // An end that is not told would keep the worker in its state for ever.
            LOG.log(System.Logger.Level.WARNING, "Remains of '" + birth.plan().name() + "'", e);
        }
        WorkerExit told = exited;
        Steps.runAll(
                "Remains of '" + birth.plan().name() + "'",
                attendance::endProbing,
                endOfWeighing::run,
                executions::release,
                () -> output.awaitEnd(OUTPUT_LIMIT),
                output::close,
                () -> workers.memoryDeaths().forget(container.id()),
                network::left,
                () -> leftovers.remove(container),
                attendance::close,
                ended::countDown,
                () -> birth.onEnd().accept(attendance.judged(told)));
    }

    private Optional<WorkerExit> awaitEnd(CompletableFuture<Integer> exit) {
        return new Watch(container, workers.premises().executor()::isShutdown, this::isSurelyDead)
                .await(exit)
                .map(
                        state ->
                                isStarved(state)
                                        ? new WorkerExit.OutOfMemory()
                                        : Ends.exit(state, killed));
    }

    /** What takes the worker's own process may be known before it is heard. */
    private boolean isStarved(ContainerState state) {
        return starved
                || !killed
                        && state.exitCode() == Ends.KILLED
                        && workers.memoryDeaths().hasHit(container.id());
    }

    /** Who killed a process of this machine and sees that it is gone need not ask an engine. */
    private boolean isSurelyDead() {
        return killed && seen && !processes.filter(HostProcesses::isThere).isPresent();
    }
}
