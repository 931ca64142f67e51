package dev.workerkit.container;

import dev.workerkit.Probe;
import dev.workerkit.container.engine.Container;
import dev.workerkit.container.engine.Engine;
import dev.workerkit.container.engine.EngineException;
import dev.workerkit.container.engine.Exec;
import dev.workerkit.container.engine.ExecSpec;
import dev.workerkit.container.engine.OutputSink;
import dev.workerkit.launch.Prober;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Runs a command inside a worker: the worker is ready when it exits with 0. A try that takes too long
 * is killed, or the tries would fill the worker.
 */
final class CommandProber implements Prober {

    private final Container container;
    private final Probe.Command probe;
    private final Duration limit;
    private final Executor executor;
    private final String mark = UUID.randomUUID().toString();
    private final ExecEnd end;
    private Optional<Exec> running = Optional.empty();
    private boolean closed;

    CommandProber(
            Engine engine,
            Container container,
            Probe.Command probe,
            Duration limit,
            Executor executor) {
        this.container = container;
        this.probe = probe;
        this.limit = limit;
        this.executor = executor;
        this.end = new ExecEnd(engine, container, mark);
    }

    @Override
    public CompletableFuture<Optional<String>> attempt() {
        return CompletableFuture.supplyAsync(this::begin, executor)
                .thenCompose(
                        exec ->
                                exec.exit()
                                        .copy()
                                        .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                                        .whenCompleteAsync((code, thrown) -> end(exec), executor))
                .handle(this::found);
    }

    private Exec begin() {
        Exec begun =
                container.exec(
                        ExecSpec.of(probe.words()).withEnvironment(Map.of(ExecEnd.MARK, mark)),
                        OutputSink.NOWHERE);
        if (!isKept(begun)) {
            end(begun);
        }
        return begun;
    }

    private synchronized boolean isKept(Exec begun) {
        running = Optional.of(begun);
        return !closed;
    }

    private void end(Exec exec) {
        if (!exec.exit().isDone()) {
            end.kill(exec);
        }
        exec.close();
    }

    /** Off the caller's thread, for it takes the engine a while. */
    @Override
    public void close() {
        closing()
                .filter(exec -> !exec.exit().isDone())
                .ifPresent(exec -> executor.execute(() -> end(exec)));
    }

    private synchronized Optional<Exec> closing() {
        Optional<Exec> open = closed ? Optional.empty() : running;
        closed = true;
        return open;
    }

    private Optional<String> found(Integer code, Throwable thrown) {
        String command = String.join(" ", probe.words());
        if (thrown != null) {
            Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
            return Optional.of(
                    command
                            + (cause instanceof EngineException
                                    ? ": " + cause.getMessage()
                                    : " takes longer than " + limit));
        }
        return code == 0 ? Optional.empty() : Optional.of(command + ": exit code " + code);
    }
}
