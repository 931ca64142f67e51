package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.BytesChannel;
import dev.workerkit.Channel;
import dev.workerkit.ChannelSpec;
import dev.workerkit.MessageCodecException;
import dev.workerkit.MessageTooLargeException;
import dev.workerkit.SendResult;
import dev.workerkit.UnsupportedException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.BytesEcho;
import dev.workerkit.tck.fixture.Catcher;
import dev.workerkit.tck.fixture.Echo;
import dev.workerkit.tck.fixture.Mirror;
import dev.workerkit.tck.fixture.Point;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What can be sent, and that it arrives as it was. */
class Messages {

    @RegisterExtension final Stage stage = new Stage();

    @Test
    @Requirement({"WRK-CHAN-001", "WRK-CHAN-011"})
    void bytesArriveWholeAndUnchanged() {
        Channel channel = open(WorkerSpec.of(BytesEcho.class).withChannel(ChannelSpec.bytes()));
        Random random = new Random(1);
        List<byte[]> messages = new ArrayList<>();
        for (int size : new int[] {0, 1, 2, 7, 8, 255, 4095, 4096, 4096, 4097, 65_536, 1 << 20}) {
            byte[] message = new byte[size];
            random.nextBytes(message);
            messages.add(message);
        }

        for (byte[] message : messages) {
            channel.send(message);
        }

        // All at first: what was received must not be changed by what comes after it.
        List<byte[]> received = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            received.add(Inbox.of(channel).next(byte[].class));
        }
        for (int i = 0; i < messages.size(); i++) {
            assertThat(received.get(i))
                    .as("message of %d bytes", messages.get(i).length)
                    .isEqualTo(messages.get(i));
        }
    }

    @Test
    @Requirement({"WRK-CHAN-001", "WRK-CHAN-011"})
    void theHotPathSendsAndReceivesBytesWithoutACodec() {
        BytesChannel channel =
                open(WorkerSpec.of(BytesEcho.class).withChannel(ChannelSpec.bytes())).bytes();
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        ByteBuffer part = ByteBuffer.wrap(all).position(10).limit(200);
        ByteBuffer direct = ByteBuffer.allocateDirect(all.length).put(all).flip();

        assertThat(channel.offer(part)).isEqualTo(SendResult.SENT);
        assertThat(channel.send(direct, Duration.ofSeconds(1))).isEqualTo(SendResult.SENT);

        assertThat(part).as("the buffer that was sent").isEqualTo(ByteBuffer.wrap(all, 10, 190));
        assertThat(nextBytes(channel)).isEqualTo(Arrays.copyOfRange(all, 10, 200));
        assertThat(nextBytes(channel)).isEqualTo(all);
        assertThat(channel.poll(message -> {})).as("another message").isFalse();
    }

    private static byte[] nextBytes(BytesChannel channel) {
        List<byte[]> taken = new ArrayList<>();
        boolean found =
                channel.receive(
                        message -> {
                            byte[] copy = new byte[message.remaining()];
                            message.get(copy);
                            taken.add(copy);
                        },
                        Stage.session().patience(Duration.ofSeconds(10)));
        assertThat(found).as("a message").isTrue();
        return taken.get(0);
    }

    @Test
    @Requirement("WRK-CHAN-011")
    void stringsArriveAsTheyAre() {
        Channel channel = open(WorkerSpec.of(Echo.class).withChannel(ChannelSpec.strings()));
        List<String> messages =
                List.of(
                        "",
                        "{not json",
                        "two\nlines",
                        " white space at the ends\t",
                        "\u00fcn\u00efc\u00f6d\u00e9 \ud83d\ude80");

        messages.forEach(channel::send);

        assertThat(Inbox.of(channel).next(messages.size())).isEqualTo(messages);
    }

    @Test
    @Requirement("WRK-CHAN-010")
    void jsonValuesArriveAsTheyWere() {
        Channel channel = open(WorkerSpec.of(Echo.class));
        List<Object> messages =
                List.of(
                        "a string, \"quoted\" \u00e9 \ud83d\ude80 \n",
                        "",
                        true,
                        false,
                        2.5,
                        List.of(1, "two", List.of(true)),
                        Arrays.asList(null, "after null"),
                        Map.of("nested", Map.of("list", List.of(1.5, 2)), "empty", Map.of()));

        messages.forEach(channel::send);

        assertThat(Inbox.of(channel).next(messages.size())).isEqualTo(messages);
    }

    @Test
    @Requirement("WRK-CHAN-010")
    void jsonNumbersAndTypedValuesArriveAsTheTypeThatIsAskedFor() {
        Channel channel = open(WorkerSpec.of(Mirror.class));
        Inbox inbox = Inbox.of(channel);

        channel.send(new Point(1, 2, "p"));
        assertThat(inbox.next(Point.class)).isEqualTo(new Point(2, 1, "p"));
        channel.send(Map.of("x", 3, "y", 4, "label", "q"));
        assertThat(inbox.next()).isEqualTo(Map.of("x", 4, "y", 3, "label", "q"));

        Channel numbers = open(WorkerSpec.of(Echo.class));
        numbers.send(42);
        assertThat(Inbox.of(numbers).next(Integer.class)).isEqualTo(42);
        // Not to be had as a floating-point number.
        numbers.send((1L << 60) + 1);
        assertThat(Inbox.of(numbers).next(Long.class)).isEqualTo((1L << 60) + 1);
        numbers.send(0.1);
        assertThat(Inbox.of(numbers).next(Double.class)).isEqualTo(0.1);
    }

    @Test
    @Requirement("WRK-CHAN-009")
    void aMessageOverTheLimitIsRefusedAndTheChannelGoesOn() {
        int limit = 1000;
        Channel channel =
                open(
                        WorkerSpec.of(BytesEcho.class)
                                .withChannel(ChannelSpec.bytes().withMaxMessageBytes(limit)));
        byte[] tooLarge = new byte[limit + 1];
        byte[] largest = new byte[limit];

        assertThatThrownBy(() -> channel.send(tooLarge))
                .isInstanceOf(MessageTooLargeException.class)
                .hasMessageContaining("1001")
                .hasMessageContaining("1000");
        assertThatThrownBy(() -> channel.send(tooLarge, Duration.ofMillis(1)))
                .isInstanceOf(MessageTooLargeException.class);
        assertThatThrownBy(() -> channel.offer(tooLarge))
                .isInstanceOf(MessageTooLargeException.class);
        assertThatThrownBy(() -> channel.bytes().offer(ByteBuffer.wrap(tooLarge)))
                .isInstanceOf(MessageTooLargeException.class);

        channel.send(largest);
        assertThat(Inbox.of(channel).next(byte[].class)).hasSize(limit);
    }

    @Test
    @Requirement("WRK-CHAN-012")
    void aMessageThatTheWorkerCanNotDecodeIsReportedToItAndPassedOver() {
        Channel channel = open(WorkerSpec.of(Catcher.class));

        channel.send("before");
        channel.bytes().offer(bytes("{broken"));
        channel.send("after");

        assertThat(Inbox.of(channel).next(3)).containsExactly("before", Catcher.REPORT, "after");
    }

    @Test
    @Requirement("WRK-CHAN-012")
    void aMessageThatTheMasterCanNotDecodeIsReportedToItAndPassedOver() {
        Channel channel = open(WorkerSpec.of(BytesEcho.class));
        Inbox inbox = Inbox.of(channel);

        channel.bytes().offer(bytes("{broken"));
        channel.send("no number");
        channel.send("after");

        assertThatThrownBy(inbox::next).isInstanceOf(MessageCodecException.class);
        assertThatThrownBy(() -> inbox.next(Integer.class))
                .isInstanceOf(MessageCodecException.class);
        assertThat(inbox.next()).isEqualTo("after");
    }

    @Test
    @Requirement("WRK-CHAN-012")
    void whatCanNotBeEncodedIsRefusedAndTheChannelGoesOn() {
        Channel channel = open(WorkerSpec.of(Echo.class).withChannel(ChannelSpec.strings()));

        assertThatThrownBy(() -> channel.send(42)).isInstanceOf(MessageCodecException.class);

        channel.send("after");
        assertThat(Inbox.of(channel).next()).isEqualTo("after");
    }

    @Test
    @Requirement("WRK-CHAN-018")
    void aWorkerWithoutAChannelSaysSo() {
        Worker worker = stage.running(WorkerSpec.command("/bin/sh", "-c", Scripts.lasting()));

        assertThatThrownBy(worker::channel)
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining(worker.name());
    }

    private Channel open(WorkerSpec spec) {
        return stage.start(spec).channel();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
