package dev.workerkit.benchmarks.suite;

import dev.workerkit.benchmarks.peer.Message;
import dev.workerkit.benchmarks.peer.NearEnd;
import dev.workerkit.benchmarks.peer.Role;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.IterationParams;

/**
 * Many messages at once, now and then, at a fixed rate: the time from when the first was due until
 * it is known that the last was received.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
public class Burst {

    /** Over what. */
    @Param("workerkit")
    public String peer = "";

    /** How both ends wait. */
    @Param("default")
    public String waiting = "";

    /** The size of a message. */
    @Param("256")
    public int bytes;

    /** How many messages come at once. */
    @Param("100")
    public int size;

    /** The time from burst to burst. */
    @Param("2000")
    public int gapMicros;

    /** How many bursts an iteration has. */
    @Param("50")
    public int bursts;

    private ByteBuffer message = Message.allocate(Message.SMALLEST);
    private final Histogram latency = Recorder.histogram();
    private @Nullable Station station;

    /** Opens both ends. */
    @Setup
    public void open() throws IOException {
        message = Message.allocate(bytes);
        station = Station.open(peer, Role.SINK, waiting);
    }

    /** Begins anew. */
    @Setup(Level.Iteration)
    public void begin() {
        opened().pin();
        latency.reset();
    }

    /** All bursts of an iteration. */
    @Benchmark
    public void bursts() throws IOException {
        NearEnd end = opened().end();
        Clockwork clockwork = new Clockwork(TimeUnit.MICROSECONDS.toNanos(gapMicros));
        for (int i = 0; i < bursts; i++) {
            long due = clockwork.await();
            for (int j = 0; j < size; j++) {
                Message.mark(message, j);
                end.send(message);
            }
            end.flush();
            latency.recordValue(System.nanoTime() - due);
        }
    }

    /** Tells what was seen. */
    @TearDown(Level.Iteration)
    public void tell(IterationParams iteration) throws IOException {
        Recorder.of(iteration).histogram(Recorder.LATENCY, latency);
    }

    /** Closes both ends. */
    @TearDown
    public void close() throws IOException {
        opened().close();
    }

    private Station opened() {
        return Objects.requireNonNull(station);
    }
}
