package dev.workerkit.benchmarks.suite;

import dev.workerkit.benchmarks.peer.Message;
import dev.workerkit.benchmarks.peer.Role;
import java.io.IOException;
import java.nio.ByteBuffer;
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
import org.openjdk.jmh.infra.IterationParams;

/** A message to another process and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RoundTrip {

    /** So many trips follow an iteration to count what they allocate, and not JMH's sampling. */
    private static final int COUNTED = 1_000;

    /** Over what. */
    @Param("workerkit")
    public String peer = "";

    /** How both ends wait. */
    @Param("pinned")
    public String waiting = "";

    /** The size of the message. */
    @Param("32")
    public int bytes;

    private @Nullable Station station;
    private ByteBuffer message = Message.allocate(Message.SMALLEST);
    private ByteBuffer answer = Message.allocate(Message.LARGEST);

    /** Opens both ends. */
    @Setup
    public void open() throws IOException {
        message = Message.allocate(bytes);
        station = Station.open(peer, Role.ECHO, waiting);
    }

    /** Pins the thread, which may be another one than before. */
    @Setup(Level.Iteration)
    public void pin() {
        opened().pin();
    }

    /** There and back. */
    @Benchmark
    public ByteBuffer roundTrip() throws IOException {
        Station opened = opened();
        opened.end().send(message);
        opened.end().await(answer);
        return answer;
    }

    /** Tells what is allocated. */
    @TearDown(Level.Iteration)
    public void tell(IterationParams iteration) throws IOException {
        Allocation allocation = Allocation.before(opened().end());
        allocation.begin();
        for (int i = 0; i < COUNTED; i++) {
            roundTrip();
        }
        allocation.end();
        allocation.tell(Recorder.of(iteration), COUNTED);
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
