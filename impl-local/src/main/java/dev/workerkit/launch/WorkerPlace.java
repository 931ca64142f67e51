package dev.workerkit.launch;

import dev.workerkit.Channel;
import dev.workerkit.ChannelSpec;
import dev.workerkit.ExecSpec;
import dev.workerkit.Execution;
import dev.workerkit.LogLine;
import dev.workerkit.SpecException;
import dev.workerkit.UnsupportedException;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerLog;
import dev.workerkit.WorkerStatus;
import dev.workerkit.channel.DurableFolder;
import dev.workerkit.channel.MasterChannel;
import dev.workerkit.engine.Reports;
import dev.workerkit.engine.Workplace;
import dev.workerkit.log.LogFile;
import dev.workerkit.os.Ownership;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One worker: its private folder, its log, its channel, and the current incarnation. What the engine
 * asks for is carried out in order, off the engine's thread.
 */
public final class WorkerPlace implements Workplace {

    private static final System.Logger LOG = System.getLogger(WorkerPlace.class.getName());

    private final Premises premises;
    private final Spawner spawner;
    private final WorkerClasses classes;
    private final WorkerPlan plan;
    private final Path directory;
    private final LogFile log;
    private final SerialExecutor tasks;
    private final Optional<DurableFolder> durable;

    /** What {@link #channel()} waits for; replaced by the first spawn after the worker had ended. */
    private volatile CompletableFuture<MasterChannel> channel = new CompletableFuture<>();

    private volatile Optional<Incarnation> current = Optional.empty();

    /** Of the engine's thread alone. */
    private boolean retired;

    /* What follows belongs to the tasks. */
    private int channels;
    private Path channelFiles;
    private Optional<MasterChannel> attached = Optional.empty();

    private WorkerPlace(
            WorkerPlan plan,
            LogFile log,
            Optional<DurableFolder> durable,
            Premises premises,
            WorkerClasses classes,
            Spawner spawner) {
        this.durable = durable;
        this.premises = premises;
        this.spawner = spawner;
        this.classes = classes;
        this.plan = plan;
        this.directory = premises.makeDirectoryFor(plan.id());
        plan.handOver(directory);
        this.channelFiles = directory;
        this.log = log;
        this.tasks = new SerialExecutor(premises.executor());
    }

    /**
     * Makes the place of a worker.
     *
     * @param classes where the codec of its channel is found
     * @throws WorkerException if there is no place for its files
     */
    public static WorkerPlace admit(
            WorkerPlan plan, Premises premises, WorkerClasses classes, Spawner spawner) {
        Optional<DurableFolder> folder = durableFolderOf(plan);
        try {
            LogFile log = premises.openLog(plan);
            return in(log, plan, folder, premises, classes, spawner);
        } catch (RuntimeException e) {
            folder.ifPresent(DurableFolder::close);
            throw e;
        }
    }

    /** A place for a worker of the launcher's own, with a log that nobody keeps. */
    public static WorkerPlace admitUnseen(
            WorkerPlan plan, Premises premises, WorkerClasses classes, Spawner spawner) {
        LogFile log = premises.openUnseenLog(plan);
        return in(log, plan, Optional.empty(), premises, classes, spawner);
    }

    private static WorkerPlace in(
            LogFile log,
            WorkerPlan plan,
            Optional<DurableFolder> folder,
            Premises premises,
            WorkerClasses classes,
            Spawner spawner) {
        try {
            return new WorkerPlace(plan, log, folder, premises, classes, spawner);
        } catch (RuntimeException e) {
            log.close();
            throw e;
        }
    }

    /** Of a Java worker; commands have no channel to keep. */
    private static Optional<DurableFolder> durableFolderOf(WorkerPlan plan) {
        Optional<Path> folder =
                plan.isJava() ? plan.spec().channel().directory() : Optional.empty();
        folder.ifPresent(path -> plan.owner().ifPresent(owner -> makeFor(owner, path)));
        return folder.map(DurableFolder::open);
    }

    private static void makeFor(Ownership owner, Path folder) {
        try {
            owner.make(folder);
        } catch (WorkerException e) {
            throw new SpecException(
                    "channel.directory",
                    folder + " can't be made: " + e.getMessage(),
                    "choose another folder");
        }
    }

    @Override
    public void spawn(int number, Reports reports) {
        if (retired || channel.isCompletedExceptionally()) {
            retired = false;
            CompletableFuture<MasterChannel> ended = channel;
            channel = new CompletableFuture<>();
            tasks.execute(() -> discard(ended));
        }
        CompletableFuture<MasterChannel> expected = channel;
        tasks.execute(() -> launch(number, reports, expected));
    }

    private void launch(
            int number, Reports reports, CompletableFuture<MasterChannel> expectedChannel) {
        try {
            log.started(number, plan.spec().launch());
            if (plan.isJava() && !expectedChannel.isDone()) {
                channelFiles = PrivateFolder.make(directory.resolve("channel" + ++channels));
                plan.handOver(channelFiles);
            }
            Incarnation spawned =
                    spawner.spawn(
                            new Birth(
                                    number,
                                    plan,
                                    directory,
                                    channelFiles,
                                    log,
                                    reports,
                                    exit -> tasks.execute(() -> ended(number, exit, reports))));
            current = Optional.of(spawned);
            if (plan.isJava()) {
                attachChannel(spawned, expectedChannel);
            }
        } catch (RuntimeException | Error e) {
            // Errors too: who runs out of threads or descriptors must still tell of the end.
            log.note(number, "Not started: " + e.getMessage());
            reports.ended(
                    number,
                    new WorkerExit.StartFailure(String.valueOf(e.getMessage())),
                    log.lastLines(number));
        }
    }

    /** While the process comes up, which takes longer. */
    private void attachChannel(Incarnation spawned, CompletableFuture<MasterChannel> expected) {
        try {
            if (expected.isDone()) {
                expected.join().attach(spawned.number());
            } else {
                expected.complete(createAttached(spawned));
            }
            attached = Optional.of(expected.join());
        } catch (RuntimeException e) {
            expected.completeExceptionally(e);
            log.note(spawned.number(), "Its channel can't be made: " + e.getMessage());
            spawned.fail("its channel can't be made: " + e.getMessage());
        }
    }

    /** Nobody is given a channel that no incarnation is attached to. */
    private MasterChannel createAttached(Incarnation spawned) {
        ChannelSpec spec = plan.spec().channel();
        MasterChannel channel = MasterChannel.create(channelFiles, spec, classes.codec(spec));
        try {
            channel.attach(spawned.number());
            return channel;
        } catch (RuntimeException e) {
            channel.discard();
            throw e;
        }
    }

    private void ended(int number, WorkerExit exit, Reports reports) {
        try {
            attached.ifPresent(channel -> channel.detach(number));
        } finally {
            attached = Optional.empty();
            current = Optional.empty();
            // Before the line of the master's, which says nothing new to who is told the exit.
            List<LogLine> lastLines = log.lastLines(number);
            log.ended(number, exit);
            reports.ended(number, exit, lastLines);
        }
    }

    @Override
    public void askToStop(int number, Duration grace) {
        tasks.execute(() -> current(number).ifPresent(it -> it.askToStop(grace)));
    }

    @Override
    public void kill(int number) {
        tasks.execute(() -> current(number).ifPresent(Incarnation::kill));
    }

    @Override
    public void diagnose(int number) {
        tasks.execute(() -> current(number).ifPresent(Incarnation::diagnose));
    }

    @Override
    public void pause(int number) {
        tasks.execute(() -> current(number).ifPresent(Incarnation::pause));
    }

    @Override
    public void resume(int number) {
        tasks.execute(() -> current(number).ifPresent(Incarnation::resume));
    }

    private Optional<Incarnation> current(int number) {
        return current.filter(incarnation -> incarnation.number() == number);
    }

    @Override
    public void heldUp(int number, String reason) {
        tasks.execute(() -> log.note(number, "Not started: " + reason));
    }

    @Override
    public void retire() {
        retired = true;
        CompletableFuture<MasterChannel> ended = channel;
        // At once: whoever sees that the worker has ended shall not be able to send to it.
        ended.thenAccept(MasterChannel::refuse);
        tasks.execute(
                () -> {
                    // Without effect on one that was made; nobody shall wait for one never to be.
                    ended.completeExceptionally(
                            new WorkerException("The worker ended before it had a channel"));
                    ended.thenAccept(MasterChannel::end);
                    spawner.retire();
                });
    }

    @Override
    public void forget() {
        CompletableFuture<MasterChannel> last = channel;
        // At once: whoever has removed the worker may start the next one in the same folder.
        durable.ifPresent(DurableFolder::release);
        spawner.release();
        tasks.execute(
                () -> {
                    try {
                        discard(last);
                    } finally {
                        durable.ifPresent(DurableFolder::close);
                        letGo();
                    }
                    log.close();
                    if (!premises.keepsLogs()) {
                        log.delete();
                    }
                    PrivateFolder.delete(directory);
                });
    }

    private void letGo() {
        try {
            spawner.forget();
        } catch (WorkerException e) {
            LOG.log(System.Logger.Level.WARNING, "Remains of '" + plan.name() + "'", e);
        }
    }

    private static void discard(CompletableFuture<MasterChannel> ended) {
        ended.completeExceptionally(new WorkerException("The worker was removed"));
        ended.thenAccept(MasterChannel::discard);
    }

    @Override
    public Channel channel() {
        if (!plan.isJava()) {
            throw new UnsupportedException(
                    "Worker '"
                            + plan.name()
                            + "' is a command and has no channel; only Java workers have one");
        }
        try {
            return channel.join();
        } catch (CompletionException e) {
            throw new WorkerException(
                    "The channel of worker '"
                            + plan.name()
                            + "' could not be opened: "
                            + e.getCause().getMessage(),
                    e.getCause());
        }
    }

    @Override
    public Execution exec(ExecSpec command) {
        // In turn, as with a question.
        return CompletableFuture.supplyAsync(() -> current, tasks)
                .join()
                .orElseThrow(this::nobodyThere)
                .exec(command);
    }

    @Override
    public WorkerLog log() {
        return log;
    }

    @Override
    public CompletableFuture<WorkerStatus> query() {
        return ask(Incarnation::query);
    }

    @Override
    public CompletableFuture<@Nullable Object> command(String command, @Nullable Object argument) {
        return ask(incarnation -> incarnation.command(command, argument));
    }

    private <T extends @Nullable Object> CompletableFuture<T> ask(
            Function<Incarnation, CompletableFuture<T>> question) {
        // In turn, for a worker is told to be running before its spawn is done with here; and
        // answered off the thread that serves all workers, for callers may block in what they chain
        // to it.
        return CompletableFuture.supplyAsync(() -> current, tasks)
                .thenCompose(asked -> asked.map(question).orElseGet(this::nobodyToAsk))
                .thenApplyAsync(answer -> answer, premises.executor());
    }

    private <T extends @Nullable Object> CompletableFuture<T> nobodyToAsk() {
        return CompletableFuture.failedFuture(nobodyThere());
    }

    private WorkerException nobodyThere() {
        return new WorkerException(
                "Worker '" + plan.name() + "' has no process that could answer; start it first");
    }
}
