package dev.workerkit.benchmarks.suite;

import dev.workerkit.PoolSpec;
import dev.workerkit.WorkerPool;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.WorkerSpec;
import dev.workerkit.benchmarks.machine.Tether;
import dev.workerkit.worker.TaskWorker;
import dev.workerkit.worker.WorkerContext;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
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
import org.openjdk.jmh.infra.IterationParams;

/** Tasks that do nothing, given to a pool all at once, until all results are there. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Pool {

    /** Gives back what it is given. */
    public static final class Same implements TaskWorker {

        /** Made by the kit. */
        public Same() {}

        @Override
        public Object perform(Object task, WorkerContext context) {
            return task;
        }
    }

    /** Of which runtime. */
    @Param("workerkit")
    public String peer = "";

    /** How many members it has. */
    @Param("1")
    public int workers;

    /** How many tasks an iteration has. */
    @Param("2000")
    public int tasks;

    private @Nullable WorkerRuntime runtime;
    private @Nullable WorkerPool pool;

    /** Starts all members. */
    @Setup
    public void open() {
        Tether.tieToRun();
        runtime = WorkerRuntimes.open("local");
        pool = runtime.startPool(PoolSpec.of(WorkerSpec.of(Same.class)).withSize(workers));
        pool.ready().join();
    }

    /** All tasks of an iteration. */
    @Benchmark
    public void dispatch() {
        WorkerPool started = Objects.requireNonNull(pool);
        CompletableFuture<?>[] results = new CompletableFuture<?>[tasks];
        for (int i = 0; i < tasks; i++) {
            results[i] = started.submit(i);
        }
        CompletableFuture.allOf(results).join();
    }

    /** Tells how many tasks there were. */
    @TearDown(Level.Iteration)
    public void tell(IterationParams iteration) throws IOException {
        Recorder.of(iteration).figure(Recorder.MESSAGES, tasks);
    }

    /** Stops all members. */
    @TearDown
    public void close() {
        Objects.requireNonNull(runtime).close();
    }
}
