package dev.workerkit.benchmarks.suite;

import dev.workerkit.benchmarks.machine.Scratch;
import dev.workerkit.benchmarks.machine.Tether;
import dev.workerkit.benchmarks.peer.OpenedHere;
import dev.workerkit.benchmarks.peer.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** Both ends opened, one message, both closed; in one process, which has done so before. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class OpenClose {

    /** Over what. */
    @Param("workerkit")
    public String peer = "";

    private @Nullable Scratch scratch;
    private @Nullable OpenedHere opened;
    private @Nullable AutoCloseable served;
    private @Nullable Path folder;
    private int folders;

    /** Starts what serves all. */
    @Setup
    public void serve() throws IOException {
        Tether.tieToRun();
        scratch = Scratch.make();
        opened = (OpenedHere) Peers.named(peer);
        served = opened.serve(scratch.folder());
    }

    /** A new folder each time, as users have it. */
    @Setup(Level.Invocation)
    public void makeFolder() throws IOException {
        Path parent = Objects.requireNonNull(scratch).folder();
        // A short name, for the path of a socket must be short.
        folder = Files.createDirectory(parent.resolve(Integer.toString(++folders)));
    }

    /** Once. */
    @Benchmark
    public void openAndClose() throws IOException {
        Path served = Objects.requireNonNull(scratch).folder();
        Objects.requireNonNull(opened).openAndClose(served, Objects.requireNonNull(folder));
    }

    /** Nothing may grow from one to the next. */
    @TearDown(Level.Invocation)
    public void deleteFolder() throws IOException {
        Scratch.delete(Objects.requireNonNull(folder));
    }

    /** Stops what serves all. */
    @TearDown
    public void close() throws Exception {
        Scratch last = Objects.requireNonNull(scratch);
        AutoCloseable server = Objects.requireNonNull(served);
        try (last;
                server) {
            folder = null;
        }
    }
}
