package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Channel;
import dev.workerkit.ChannelSpec;
import dev.workerkit.SendResult;
import dev.workerkit.Worker;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.fixture.Echo;
import java.time.Duration;

/**
 * A channel to an echo from which nobody receives: first what the worker sends back waits, then what
 * is sent to it, and then there is no room any more, for as long as nobody receives.
 */
final class FullChannel {

    /** The bytes of each message. */
    static final int MESSAGE = 4096;

    /** The bytes that a direction may hold. */
    static final int CAPACITY = 16 * MESSAGE;

    private static final int FAR_TOO_MANY = 3 * CAPACITY / MESSAGE;

    private final Channel channel;
    private int accepted;

    private FullChannel(Channel channel) {
        this.channel = channel;
    }

    /** Starts an echo and sends to it until its channel stays full, or has taken far too much. */
    static FullChannel on(Stage stage) {
        Worker worker =
                stage.running(
                        WorkerSpec.of(Echo.class)
                                .withChannel(
                                        ChannelSpec.bytes()
                                                .withMaxMessageBytes(MESSAGE)
                                                .withCapacityBytes(CAPACITY)));
        FullChannel full = new FullChannel(worker.channel());
        full.awaitAtWork();
        full.fill();
        return full;
    }

    private void awaitAtWork() {
        channel.send(new byte[] {1});
        assertThat(Inbox.of(channel).next(byte[].class)).as("the worker is at work").hasSize(1);
    }

    private void fill() {
        // Longer than a busy machine leaves the worker without a processor.
        Duration settled = Stage.session().patience(Duration.ofMillis(400));
        SendResult result = SendResult.SENT;
        while (result == SendResult.SENT && accepted < FAR_TOO_MANY) {
            result = channel.send(nextMessage(), settled);
            accepted += result == SendResult.SENT ? 1 : 0;
        }
    }

    Channel channel() {
        return channel;
    }

    /** How many messages it took. */
    int accepted() {
        return accepted;
    }

    /** The message after those that it took. */
    byte[] nextMessage() {
        return message(accepted);
    }

    /** Receives all that it took, in order. */
    void assertReturned() {
        for (int number = 0; number < accepted; number++) {
            assertThat(Inbox.of(channel).next(byte[].class)).isEqualTo(message(number));
        }
    }

    private static byte[] message(int number) {
        byte[] message = new byte[MESSAGE];
        for (int i = 0; i < MESSAGE; i++) {
            message[i] = (byte) (number + i);
        }
        return message;
    }
}
