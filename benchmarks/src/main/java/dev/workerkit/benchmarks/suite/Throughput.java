package dev.workerkit.benchmarks.suite;

import dev.workerkit.benchmarks.peer.Message;
import dev.workerkit.benchmarks.peer.NearEnd;
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

/**
 * Messages in one direction, as fast as one thread can send them, until the far end has received
 * the last: what merely waits in a buffer does not count.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Throughput {

    private static final int MOST_MESSAGES_PER_MEBIBYTE = 8192;

    /** Over what. */
    @Param("workerkit")
    public String peer = "";

    /** How both ends wait. */
    @Param("pinned")
    public String waiting = "";

    /** The size of a message. */
    @Param("32")
    public int bytes;

    /** How much is sent in one go; of small messages less. */
    @Param("16")
    public int mebibytes;

    private @Nullable Station station;
    private @Nullable Allocation allocation;
    private ByteBuffer message = Message.allocate(Message.SMALLEST);
    private int messages;

    /** Opens both ends. */
    @Setup
    public void open() throws IOException {
        message = Message.allocate(bytes);
        messages = mebibytes * Math.min(MOST_MESSAGES_PER_MEBIBYTE, (1 << 20) / bytes);
        station = Station.open(peer, Role.SINK, waiting);
    }

    /** Begins to count. */
    @Setup(Level.Iteration)
    public void begin() throws IOException {
        opened().pin();
        allocation = Allocation.before(opened().end());
    }

    /** Sends all of them. */
    @Benchmark
    public void stream() throws IOException {
        NearEnd end = opened().end();
        Allocation allocations = Objects.requireNonNull(allocation);
        allocations.begin();
        for (int i = 0; i < messages; i++) {
            Message.mark(message, i);
            end.send(message);
        }
        end.flush();
        allocations.end();
    }

    /** Tells what was counted. */
    @TearDown(Level.Iteration)
    public void tell(IterationParams iteration) throws IOException {
        Recorder recorder = Recorder.of(iteration);
        recorder.figure(Recorder.MESSAGES, messages);
        Objects.requireNonNull(allocation).tell(recorder, messages);
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
