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
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.IterationParams;

/**
 * Messages in one direction, as fast as one thread can send them, until the far end has received
 * the last: what merely waits in a buffer does not count.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Throughput extends Stationed {

    private static final int MOST_MESSAGES_PER_MEBIBYTE = 8192;

    /** The size of a message. */
    @Param("32")
    public int bytes;

    /** How much is sent in one go; of small messages less. */
    @Param("16")
    public int mebibytes;

    private @Nullable Allocation allocation;
    private ByteBuffer message = Message.allocate(Message.SMALLEST);
    private int messages;

    /** Made by JMH. */
    public Throughput() {
        super(Role.SINK);
    }

    /** Makes what is sent. */
    @Setup
    public void allocate() {
        message = Message.allocate(bytes);
        messages = mebibytes * Math.min(MOST_MESSAGES_PER_MEBIBYTE, (1 << 20) / bytes);
    }

    /** Begins to count. */
    @Setup(Level.Iteration)
    public void begin() throws IOException {
        allocation = Allocation.before(end());
    }

    /** Sends all of them. */
    @Benchmark
    public void stream() throws IOException {
        NearEnd end = end();
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
}
