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

/**
 * One message now and then, at a fixed rate, to a receiver that has nothing else to do: the time
 * from when it was due until it was received. Both processes read the same clock.
 */
@BenchmarkMode(Mode.SingleShotTime)
public class WakeUp extends Paced {

    /** The time between two messages. */
    @Param("1000")
    public int gapMicros;

    /** How many messages an iteration has. */
    @Param("100")
    public int messages;

    private final ByteBuffer message = Message.allocate(Message.SMALLEST);
    private final ByteBuffer answer = Message.allocate(Message.LARGEST);
    private int number;

    /** Made by JMH. */
    public WakeUp() {
        super(Role.STAMP);
    }

    /** All messages of an iteration. */
    @Benchmark
    public void wakeUps() throws IOException {
        run(messages, gapMicros);
    }

    @Override
    int messagesATick() {
        return 1;
    }

    @Override
    long tick(NearEnd end, long due) throws IOException {
        Message.mark(message, number++);
        end.send(message);
        end.await(answer);
        return Math.max(0, Message.stamp(answer) - due);
    }
}
