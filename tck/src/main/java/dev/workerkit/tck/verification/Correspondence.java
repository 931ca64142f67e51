package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Channel;
import dev.workerkit.ChannelSpec;
import dev.workerkit.SendResult;
import dev.workerkit.Worker;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.fixture.Echo;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A channel to an echo beside its model: the queue of what was sent and is not yet back. */
final class Correspondence {

    /** The largest message. */
    static final int LARGEST = 64 * 1024;

    private static final int CAPACITY = 4 * LARGEST;

    /** More than what a message may cost beside its own bytes. */
    private static final int OVERHEAD = 128;

    private static final Duration USUAL = Duration.ofSeconds(3);

    private final Worker worker;
    private final Channel channel;
    private final Queue<byte[]> underWay = new ArrayDeque<>();
    private int sent;
    private boolean paused;
    private boolean closed;

    /** With a worker whose channel is open and empty. */
    Correspondence(Worker worker) {
        this.worker = worker;
        this.channel = worker.channel();
    }

    /** The worker for a correspondence. */
    static WorkerSpec echo() {
        return WorkerSpec.of(Echo.class)
                .withChannel(
                        ChannelSpec.bytes()
                                .withMaxMessageBytes(LARGEST)
                                .withCapacityBytes(CAPACITY));
    }

    /** Sends a message of this size, if there is room. */
    void send(int size) {
        byte[] message = message(size);
        SendResult result = channel.offer(message);
        if (closed) {
            assertThat(result).as("offer to a closed channel").isEqualTo(SendResult.CLOSED);
        } else if (result == SendResult.SENT) {
            underWay.add(message);
            assertThat(bytesUnderWay())
                    .as("bytes that wait in both directions and in the worker's hand")
                    .isLessThanOrEqualTo(2 * CAPACITY + LARGEST);
        } else {
            assertThat(result).as("offer to an open channel").isEqualTo(SendResult.FULL);
            assertThat(bytesUnderWay() + size + OVERHEAD * (underWay.size() + 1))
                    .as("bytes that would wait in a channel that says it is full")
                    .isGreaterThan(CAPACITY);
        }
    }

    private byte[] message(int size) {
        byte[] message = new byte[size];
        sent++;
        for (int i = 0; i < size; i++) {
            message[i] = (byte) (sent * 31 + i);
        }
        return message;
    }

    private int bytesUnderWay() {
        return underWay.stream().mapToInt(message -> message.length).sum();
    }

    /** Takes a message if there is one now. */
    void poll() {
        if (!isAtItsEnd()) {
            take(channel.receive(Duration.ZERO, byte[].class));
        }
    }

    boolean mustReceive() {
        return !paused && !underWay.isEmpty();
    }

    /** Takes a message, which must come. */
    void receive() {
        byte[] message = channel.receive(Stage.session().patience(USUAL), byte[].class);
        assertThat(message).as("a message within %s", USUAL).isNotNull();
        take(message);
    }

    private void take(byte @Nullable [] message) {
        if (message != null) {
            assertThat(message).as("the next message").isEqualTo(underWay.poll());
        }
    }

    /** Whether the worker is surely not held up by what nobody receives. */
    boolean canPause() {
        return !paused && !closed && bytesUnderWay() + OVERHEAD * underWay.size() < CAPACITY / 2;
    }

    void pause() {
        Stage.session().await("the pause", USUAL, worker.pause());
        paused = true;
    }

    boolean canResume() {
        return paused;
    }

    void resume() {
        Stage.session().await("the end of the pause", USUAL, worker.resume());
        paused = false;
    }

    void close() {
        channel.close();
        closed = true;
    }

    private boolean isAtItsEnd() {
        return closed && underWay.isEmpty();
    }

    /** All that was sent comes back, and nothing else; afterwards the worker is as at first. */
    void assertAnswered() {
        if (paused) {
            resume();
        }
        while (!underWay.isEmpty()) {
            receive();
        }
        if (closed) {
            Inbox.of(channel).assertEnd();
            Stage.ended(worker);
            Stage.await("the start", worker.start());
        } else {
            assertThat(channel.poll()).as("one message more").isNull();
        }
    }

    /** For the report of a failure. */
    @Override
    public String toString() {
        return underWay.size()
                + " messages under way"
                + (paused ? ", paused" : "")
                + (closed ? ", closed" : "");
    }
}
