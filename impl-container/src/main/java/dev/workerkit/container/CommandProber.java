package dev.workerkit.container;

import dev.workerkit.Probe;
import dev.workerkit.container.engine.Container;
import dev.workerkit.container.engine.EngineException;
import dev.workerkit.container.engine.Exec;
import dev.workerkit.container.engine.ExecSpec;
import dev.workerkit.container.engine.OutputSink;
import dev.workerkit.launch.Prober;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Runs a command inside a worker: the worker is ready when it exits with 0. */
record CommandProber(Container container, Probe.Command probe, Duration limit, Executor executor)
        implements Prober {

    /** What the command writes is of no interest. */
    private enum Nowhere implements OutputSink {
        SINK;

        @Override
        public void out(byte[] bytes) {
            // Its exit code says it all.
        }

        @Override
        public void err(byte[] bytes) {
            // Its exit code says it all.
        }
    }

    @Override
    public CompletableFuture<Optional<String>> attempt() {
        return CompletableFuture.supplyAsync(this::begin, executor)
                .thenCompose(
                        exec ->
                                exec.exit()
                                        .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                                        .whenComplete((code, thrown) -> exec.close()))
                .handle(this::found);
    }

    private Exec begin() {
        return container.exec(ExecSpec.of(probe.words()), Nowhere.SINK);
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
