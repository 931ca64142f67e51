package dev.workerkit.benchmarks.suite;

import dev.workerkit.benchmarks.peer.Message;
import dev.workerkit.benchmarks.peer.NearEnd;
import dev.workerkit.benchmarks.peer.Role;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Many messages at once, now and then, at a fixed rate: the time from when the first was due until
 * it is known that the last was received.
 */
@BenchmarkMode(Mode.SingleShotTime)
public class Burst extends Paced {

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

    /** Made by JMH. */
    public Burst() {
        super(Role.SINK);
    }

    @Override
    @Setup
    public void open() throws IOException {
        message = Message.allocate(bytes);
        super.open();
    }

    /** All bursts of an iteration. */
    @Benchmark
    public void bursts() throws IOException {
        run(bursts, gapMicros);
    }

    @Override
    int messagesATick() {
        return size;
    }

    @Override
    long tick(NearEnd end, long due) throws IOException {
        for (int i = 0; i < size; i++) {
            Message.mark(message, i);
            end.send(message);
        }
        end.flush();
        return System.nanoTime() - due;
    }
}
