package dev.workerkit.benchmarks.suite;

import dev.workerkit.benchmarks.machine.Tether;
import dev.workerkit.benchmarks.spawn.Spawner;
import dev.workerkit.benchmarks.spawn.Spawners;
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

/** A process from its start to its first answer. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Spawn {

    /** By what. */
    @Param("workerkit")
    public String peer = "";

    private @Nullable Spawner spawner;

    /** Makes what is made once. */
    @Setup
    public void open() throws IOException {
        Tether.tieToRun();
        spawner = Spawners.named(peer).open();
    }

    /** What is done ahead is not measured. */
    @Setup(Level.Invocation)
    public void settle() throws IOException {
        Objects.requireNonNull(spawner).settle();
    }

    /** Once. */
    @Benchmark
    public void spawn() throws IOException {
        Objects.requireNonNull(spawner).spawn();
    }

    /** Ends the process, which is not measured. */
    @TearDown(Level.Invocation)
    public void end() throws IOException {
        Objects.requireNonNull(spawner).end();
    }

    /** Gives all back. */
    @TearDown
    public void close() throws IOException {
        Objects.requireNonNull(spawner).close();
    }
}
