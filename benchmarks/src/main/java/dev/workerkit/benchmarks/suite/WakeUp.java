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
 * One message now and then, at a fixed rate, to a receiver that has nothing else to do: the time
 * from when it was due until it was received. Both processes read the same clock.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
public class WakeUp {

    /** Over what. */
    @Param("workerkit")
    public String peer = "";

    /** How both ends wait. */
    @Param("default")
    public String waiting = "";

    /** The time between two messages. */
    @Param("1000")
    public int gapMicros;

    /** How many messages an iteration has. */
    @Param("100")
    public int messages;

    private final ByteBuffer message = Message.allocate(Message.SMALLEST);
    private final ByteBuffer answer = Message.allocate(Message.LARGEST);
    private final Histogram latency = Recorder.histogram();
    private @Nullable Station station;

    /** Opens both ends. */
    @Setup
    public void open() throws IOException {
        station = Station.open(peer, Role.STAMP, waiting);
    }

    /** Begins anew. */
    @Setup(Level.Iteration)
    public void begin() {
        opened().pin();
        latency.reset();
    }

    /** All messages of an iteration. */
    @Benchmark
    public void wakeUps() throws IOException {
        NearEnd end = opened().end();
        Clockwork clockwork = new Clockwork(TimeUnit.MICROSECONDS.toNanos(gapMicros));
        for (int i = 0; i < messages; i++) {
            long due = clockwork.await();
            Message.mark(message, i);
            end.send(message);
            end.await(answer);
            latency.recordValue(Math.max(0, Message.stamp(answer) - due));
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
