package dev.workerkit.benchmarks.suite;

import dev.workerkit.benchmarks.machine.Tether;
import dev.workerkit.benchmarks.spawn.Spawners;
import dev.workerkit.benchmarks.spawn.WorkerSpawner;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A worker from its death by SIGKILL to the first answer of its next incarnation. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Replacement {

    /** By what. */
    @Param("workerkit")
    public String peer = "";

    private @Nullable WorkerSpawner spawner;

    /** Starts the worker. */
    @Setup
    public void open() throws IOException {
        Tether.tieToRun();
        spawner = (WorkerSpawner) Spawners.named(peer).open();
        spawner.spawn();
    }

    /** What is done ahead is not measured. */
    @Setup(Level.Invocation)
    public void settle() throws IOException {
        Objects.requireNonNull(spawner).settle();
    }

    /** Once. */
    @Benchmark
    public void crash() throws IOException {
        Objects.requireNonNull(spawner).crash();
    }

    /** Stops the worker. */
    @TearDown
    public void close() {
        Objects.requireNonNull(spawner).close();
    }
}
