package dev.workerkit.benchmarks.suite;

import dev.workerkit.benchmarks.peer.Message;
import dev.workerkit.benchmarks.peer.NearEnd;
import dev.workerkit.benchmarks.peer.Role;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.IterationParams;

/** A message to another process and back. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RoundTrip extends Stationed {

    /** So many trips follow an iteration to count what they allocate, and not JMH's sampling. */
    private static final int COUNTED = 1_000;

    /** The size of the message. */
    @Param("32")
    public int bytes;

    private ByteBuffer message = Message.allocate(Message.SMALLEST);
    private ByteBuffer answer = Message.allocate(Message.LARGEST);

    /** Made by JMH. */
    public RoundTrip() {
        super(Role.ECHO);
    }

    /** Makes what is sent. */
    @Setup
    public void allocate() {
        message = Message.allocate(bytes);
    }

    /** There and back. */
    @Benchmark
    public ByteBuffer roundTrip() throws IOException {
        NearEnd end = end();
        end.send(message);
        end.await(answer);
        return answer;
    }

    /** Tells what is allocated. */
    @TearDown(Level.Iteration)
    public void tell(IterationParams iteration) throws IOException {
        Recorder recorder = Recorder.of(iteration);
        if (!recorder.isRecording()) {
            return;
        }
        Allocation allocation = Allocation.before(end());
        allocation.begin();
        for (int i = 0; i < COUNTED; i++) {
            roundTrip();
        }
        allocation.end();
        allocation.tell(recorder, COUNTED);
    }
}
