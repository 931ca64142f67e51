package dev.workerkit.container;

import dev.workerkit.ExecSpec;
import dev.workerkit.Execution;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerStatus;
import dev.workerkit.container.engine.Container;
import dev.workerkit.container.engine.ContainerState;
import dev.workerkit.container.engine.EngineException;
import dev.workerkit.container.engine.EngineGoneException;
import dev.workerkit.container.engine.NotFoundException;
import dev.workerkit.container.engine.Output;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One spawn of a worker: its container, from its creation until it is removed. */
final class ContainerIncarnation implements Incarnation {

    private static final System.Logger LOG = System.getLogger(ContainerIncarnation.class.getName());

    /** A container that has ended writes no more; its engine may still have to hand it over. */
    private static final Duration OUTPUT_LIMIT = Duration.ofSeconds(5);

    private static final Duration RETRY = Duration.ofMillis(250);

    private final Birth birth;
    private final Attendance attendance;
    private final ControlLink link;
    private final ContainerWorkers workers;
    private final Container container;
    private final LogSink sink;
    private final Output output;
    private final OptionalLong pid;
    private final CountDownLatch ended = new CountDownLatch(1);
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
        this.sink = running.sink();
        this.output = running.output();
        this.pid = running.state().pid();
    }

    /** A container that was started, and what was begun with it. */
    private record Running(
            Container container,
            LogSink sink,
            Output output,
            CompletableFuture<Integer> exit,
            ContainerState state) {

        /** Attached to and waited for before it is started: nothing of it is missed. */
        static Running start(Container container, Birth birth) {
            LogSink sink = new LogSink(birth);
            Output output = container.attach(sink);
            try {
                CompletableFuture<Integer> exit = container.startAndAwait();
                return new Running(container, sink, output, exit, container.inspect());
            } catch (RuntimeException e) {
                output.close();
                throw e;
            }
        }
    }

    /**
     * Creates and starts a container.
     *
     * @throws dev.workerkit.WorkerException if the engine refuses; nothing is left of the attempt
     */
    static ContainerIncarnation spawn(ContainerPlan plan, Birth birth, ContainerWorkers workers) {
        InsidePaths paths = InsidePaths.of(birth);
        Attendance attendance = Attendance.begin(birth, workers.premises(), paths::of, () -> {});
        try (Joining joining = plan.belongings().network().join()) {
            Container container =
                    workers.engine()
                            .containers()
                            .create(
                                    plan.container(
                                            birth,
                                            paths,
                                            attendance.variables(),
                                            joining.connectivity()));
            try {
                joining.created(container);
                Running running = Running.start(container, birth);
                if (workers.isHere()) {
                    running.state().pid().ifPresent(joining::started);
                }
                return spawned(running, plan, birth, attendance, workers);
            } catch (RuntimeException | Error e) {
                plan.belongings().network().left();
                workers.removeForSure(container);
                throw e;
            }
        } catch (EngineGoneException e) {
            // It may have been created all the same.
            workers.removeForSure(
                    workers.engine()
                            .containers()
                            .of(
                                    workers.nameplate()
                                            .containerName(birth.plan().id(), birth.number())));
            attendance.close();
            throw e;
        } catch (RuntimeException | Error e) {
            attendance.close();
            throw e;
        }
    }

    private static ContainerIncarnation spawned(
            Running running,
            ContainerPlan plan,
            Birth birth,
            Attendance attendance,
            ContainerWorkers workers) {
        ContainerIncarnation spawned =
                new ContainerIncarnation(birth, attendance, workers, running);
        workers.memoryDeaths().watch(running.container().id(), spawned::starve);
        attendance.spawned(
                workers.isHere() ? spawned.pid : OptionalLong.empty(),
                new ContainerProbers(
                        running.container(), workers.premises().executor(), birth.plan()));
        running.exit()
                .handle((code, thrown) -> running.exit())
                .thenAcceptAsync(
                        exit -> spawned.bury(exit, plan.belongings().network()),
                        workers.premises().executor());
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
        if (workers.isHere() && pid.isPresent()) {
            Termination termination =
                    new Termination(
                            container, pid.getAsLong(), workers.underInit(birth.plan()), ended);
            if (told) {
                termination.tellFollowers();
                return;
            }
            if (termination.tellAll()) {
                return;
            }
        }
        if (!told) {
            persist("send SIGTERM to", () -> container.kill("SIGTERM"));
        }
    }

    /** One that is paused hears nothing. */
    private void unpauseIfPaused() {
        if (pausedByEngine) {
            pausedByEngine = false;
            persist("unpause", container::unpause);
        }
    }

    @Override
    public void kill() {
        killed = true;
        attendance.endProbing();
        // An engine thaws one that is paused by itself when it kills it.
        persist("kill", () -> container.kill("SIGKILL"));
        try {
            // It stays KILLING until it is done: it is not told to be gone while it is there.
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Leaves in the log what the worker hangs in, as far as that can be known. */
    @Override
    public void diagnose() {
        if (birth.plan().isJava() && workers.isHere() && pid.isPresent()) {
            ThreadDump.write(
                    birth.number(), pid.getAsLong(), this::quit, this::hasEnded, birth.log());
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

    private boolean hasEnded() {
        return ended.getCount() == 0;
    }

    /** Does what must be done as soon as the engine is there, unless the container has ended. */
    private void persist(String what, Runnable call) {
        while (!hasEnded()) {
            try {
                call.run();
                return;
            } catch (NotFoundException e) {
                return;
            } catch (EngineGoneException e) {
                LOG.log(System.Logger.Level.WARNING, "Can't " + what + " a container yet", e);
                pauseUntilEnded(RETRY);
            } catch (EngineException e) {
                LOG.log(System.Logger.Level.WARNING, "The engine refused to " + what, e);
                return;
            }
        }
    }

    private void pauseUntilEnded(Duration longest) {
        try {
            if (ended.await(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(System.Logger.Level.DEBUG, "It has ended by itself");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void pause() {
        if (link.pause()) {
            return;
        }
        persist("pause", container::pause);
        pausedByEngine = true;
        birth.reports().paused(birth.number());
    }

    @Override
    public void resume() {
        if (pausedByEngine) {
            unpauseIfPaused();
            birth.reports().resumed(birth.number());
        } else {
            link.resume();
        }
    }

    /** A process of it was killed for want of memory: so ends the worker. */
    private void starve() {
        if (!killed) {
            starved = true;
            persist("kill", () -> container.kill("SIGKILL"));
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
        return ContainerExecution.begin(workers.engine(), container, command);
    }

    /** What is to be done once the container has ended, before its end is told. */
    private void bury(CompletableFuture<Integer> exit, WorkerNetwork network) {
        WorkerExit told = new WorkerExit.Lost("its container is gone, and nobody saw how");
        try {
            Optional<ContainerState> last =
                    new Watch(container, workers.premises().executor()::isShutdown).await(exit);
            attendance.endProbing();
            if (last.isPresent()) {
                awaitOutput();
                told = starved ? new WorkerExit.OutOfMemory() : Ends.exit(last.get(), killed);
            }
        } catch (RuntimeException e) {
            // An end that is not told would keep the worker in its state for ever.
            LOG.log(System.Logger.Level.WARNING, "Remains of '" + birth.plan().name() + "'", e);
        } finally {
            workers.memoryDeaths().forget(container.id());
            output.close();
            sink.close();
            network.left();
            workers.removeForSure(container);
            attendance.close();
            ended.countDown();
        }
        birth.onEnd().accept(attendance.judged(told));
    }

    private void awaitOutput() {
        try {
            output.ended().get(OUTPUT_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Output of '" + birth.plan().name() + "' may be lost",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
