package dev.workerkit.local;

import dev.workerkit.Probe;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerExit;
import dev.workerkit.launch.Prober;
import dev.workerkit.os.NativeProcess;
import dev.workerkit.os.Signal;
import dev.workerkit.os.SpawnRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Runs a command beside the worker. It bears the marker of the incarnation, so that whatever it
 * leaves goes with that; its output goes nowhere.
 */
final class CommandProber implements Prober {

    private static final WorkerExit WELL = new WorkerExit.Code(0);

    private final Probe.Command probe;
    private final SpawnRequest request;
    private final Duration limit;
    private final Executor executor;
    private Optional<NativeProcess> running = Optional.empty();
    private boolean closed;

    CommandProber(
            Probe.Command probe, WorkerEnvironment environment, Duration limit, Executor executor) {
        this.probe = probe;
        this.request =
                new SpawnRequest(
                        programOf(probe, environment),
                        probe.words(),
                        environment.variables(),
                        environment.workingDirectory());
        this.limit = limit;
        this.executor = executor;
    }

    static Path programOf(Probe.Command probe, WorkerEnvironment environment) {
        return environment.resolve("probe.command", probe.words().get(0));
    }

    @Override
    public CompletableFuture<Optional<String>> attempt() {
        try {
            return spawn().map(this::outcome).orElseGet(CommandProber::brokenOff);
        } catch (WorkerException e) {
            return CompletableFuture.completedFuture(Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private synchronized Optional<NativeProcess> spawn() {
        running = closed ? Optional.empty() : Optional.of(NativeProcess.spawnSilent(request));
        return running;
    }

    private static CompletableFuture<Optional<String>> brokenOff() {
        return CompletableFuture.completedFuture(Optional.of("broken off"));
    }

    private CompletableFuture<Optional<String>> outcome(NativeProcess process) {
        // At once, by who tells of it: the executor may take nothing more when a runtime closes.
        process.exit().thenRun(() -> bury(process));
        return process.exit()
                .copy()
                .orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS)
                .handleAsync(
                        (exit, late) -> {
                            if (late != null) {
                                process.signalGroup(Signal.SIGKILL);
                                return judge("takes longer than " + limit, false);
                            }
                            return judge(exit.describe(), exit.equals(WELL));
                        },
                        executor);
    }

    /** With the children that it has left. */
    private static void bury(NativeProcess process) {
        process.signalGroup(Signal.SIGKILL);
        process.reap();
    }

    private Optional<String> judge(String found, boolean well) {
        return well
                ? Optional.empty()
                : Optional.of(String.join(" ", probe.words()) + ": " + found);
    }

    @Override
    public synchronized void close() {
        closed = true;
        running.ifPresent(process -> process.signalGroup(Signal.SIGKILL));
    }
}
