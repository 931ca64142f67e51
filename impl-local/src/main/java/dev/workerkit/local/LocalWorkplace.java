package dev.workerkit.local;

import dev.workerkit.Channel;
import dev.workerkit.ChannelSpec;
import dev.workerkit.UnsupportedException;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerLog;
import dev.workerkit.WorkerStatus;
import dev.workerkit.channel.MasterChannel;
import dev.workerkit.engine.Reports;
import dev.workerkit.engine.Workplace;
import dev.workerkit.log.LogFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One worker on this machine: its private folder, its log, its channel, and the process of the
 * current incarnation. What the engine asks for is carried out in order, off the engine's thread.
 */
final class LocalWorkplace implements Workplace {

    private final LocalLauncher launcher;
    private final WorkerPlan plan;
    private final Path directory;
    private final LogFile log;
    private final SerialExecutor tasks;

    /** What {@link #channel()} waits for; replaced by the first spawn after the worker had ended. */
    private volatile CompletableFuture<ChannelPlace> channel = new CompletableFuture<>();

    private volatile Optional<Incarnation> current = Optional.empty();

    /** Of the engine's thread alone. */
    private boolean retired;

    private int channels;

    LocalWorkplace(WorkerPlan plan, Path logFile, LocalLauncher launcher) {
        this.launcher = launcher;
        this.plan = plan;
        this.directory = launcher.makeDirectoryFor(plan.id());
        this.log = LogFile.open(logFile, plan.id(), plan.spec().log());
        this.tasks = new SerialExecutor(launcher.executor());
    }

    @Override
    public void spawn(int number, Reports reports) {
        if (retired) {
            retired = false;
            CompletableFuture<ChannelPlace> ended = channel;
            channel = new CompletableFuture<>();
            tasks.execute(() -> discard(ended));
        }
        CompletableFuture<ChannelPlace> expected = channel;
        tasks.execute(() -> launch(number, reports, expected));
    }

    private void launch(
            int number, Reports reports, CompletableFuture<ChannelPlace> expectedChannel) {
        try {
            Optional<ChannelPlace> opened = openChannel(number, expectedChannel);
            log.started(plan.spec().launch());
            Incarnation spawned =
                    Incarnation.spawn(number, plan, directory, opened, log, reports, launcher);
            current = Optional.of(spawned);
        } catch (RuntimeException e) {
            if (expectedChannel.isDone() && !expectedChannel.isCompletedExceptionally()) {
                expectedChannel.join().channel().detach(number);
            }
            log.note("Not started: " + e.getMessage());
            reports.ended(number, new WorkerExit.StartFailure(String.valueOf(e.getMessage())));
        }
    }

    private Optional<ChannelPlace> openChannel(
            int number, CompletableFuture<ChannelPlace> expected) {
        if (!plan.isJava()) {
            return Optional.empty();
        }
        try {
            if (!expected.isDone()) {
                expected.complete(createChannel());
            }
            ChannelPlace opened = expected.join();
            opened.channel().attach(number);
            return Optional.of(opened);
        } catch (RuntimeException e) {
            expected.completeExceptionally(e);
            throw e;
        }
    }

    private ChannelPlace createChannel() {
        Path files = LocalLauncher.createDirectory(directory.resolve("channel" + ++channels));
        ChannelSpec spec = plan.spec().channel();
        return new ChannelPlace(
                files, MasterChannel.create(files, spec, launcher.javaLaunches().codec(spec)));
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
    public void retire() {
        retired = true;
        CompletableFuture<ChannelPlace> ended = channel;
        tasks.execute(() -> ended.thenAccept(open -> open.channel().end()));
    }

    @Override
    public void forget() {
        CompletableFuture<ChannelPlace> last = channel;
        tasks.execute(
                () -> {
                    discard(last);
                    log.close();
                    if (!launcher.keepsLogs()) {
                        log.delete();
                    }
                    FileTree.delete(directory);
                });
    }

    private static void discard(CompletableFuture<ChannelPlace> ended) {
        ended.completeExceptionally(new WorkerException("The worker was removed"));
        ended.thenAccept(open -> open.channel().discard());
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
            return channel.join().channel();
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
                .thenApplyAsync(answer -> answer, launcher.executor());
    }

    private <T extends @Nullable Object> CompletableFuture<T> nobodyToAsk() {
        return CompletableFuture.failedFuture(
                new WorkerException(
                        "Worker '" + plan.name() + "' has no process that could answer"));
    }
}
