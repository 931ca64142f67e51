package dev.workerkit.benchmarks.spawn;

import dev.workerkit.Backoff;
import dev.workerkit.ChannelSpec;
import dev.workerkit.RestartIntensity;
import dev.workerkit.RestartPolicy;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.WorkerSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Workers of one of the kit's runtimes, which is open. */
public final class WorkerSpawner implements Spawner {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String HELLO = "hello";

    private final WorkerRuntime runtime;
    private final WorkerSpec spec;
    private @Nullable Worker worker;

    private WorkerSpawner(WorkerRuntime runtime, int spares) {
        this.runtime = runtime;
        this.spec =
                WorkerSpec.of(EchoWorker.class)
                        .withChannel(ChannelSpec.strings())
                        .withRestart(
                                RestartPolicy.always()
                                        .withDelay(Backoff.none())
                                        .withIntensity(RestartIntensity.unlimited()))
                        .withSpares(spares);
    }

    /** Opens a runtime that has made its archive of classes, if it makes one. */
    public static WorkerSpawner open(String runtime, RuntimeOptions options) throws IOException {
        // It is made when the first worker runs, and the runtime's close waits for it.
        try (WorkerSpawner first = new WorkerSpawner(WorkerRuntimes.open(runtime, options), 0)) {
            first.spawn();
        }
        return new WorkerSpawner(WorkerRuntimes.open(runtime, options), 0);
    }

    /** The same with a spare for each start, which another worker of the kind keeps there. */
    public static WorkerSpawner openWithSpare(String runtime, RuntimeOptions options)
            throws IOException {
        open(runtime, options).close();
        WorkerSpawner spawner = new WorkerSpawner(WorkerRuntimes.open(runtime, options), 1);
        try {
            spawner.spawn();
        } catch (IOException | RuntimeException e) {
            spawner.close();
            throw e;
        }
        return spawner;
    }

    /** Waits until the spare is ready: nothing that this JVM has started does anything any more. */
    @Override
    public void settle() throws IOException {
        if (spec.spares() > 0) {
            Stillness.await();
        }
    }

    @Override
    public void spawn() throws IOException {
        Worker started = runtime.start(spec);
        worker = started;
        hear(started);
    }

    /** Kills the worker, and waits for the answer of its next incarnation. */
    public void crash() throws IOException {
        Worker crashing = started();
        long pid = crashing.snapshot().pid().orElseThrow();
        if (!ProcessHandle.of(pid).map(ProcessHandle::destroyForcibly).orElse(false)) {
            throw new IOException("The worker's process " + pid + " could not be killed");
        }
        hear(crashing);
    }

    private static void hear(Worker worker) throws IOException {
        worker.channel().send(HELLO);
        Object answer = worker.channel().receive(LONG);
        if (!HELLO.equals(answer)) {
            throw new IOException("The worker answered " + answer + " instead of " + HELLO);
        }
    }

    private Worker started() {
        return Objects.requireNonNull(worker, "no worker was spawned");
    }

    @Override
    public void end() {
        started().kill().join();
        started().remove();
    }

    @Override
    public void close() {
        runtime.close();
    }
}
