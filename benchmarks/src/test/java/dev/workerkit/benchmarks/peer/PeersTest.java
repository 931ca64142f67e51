package dev.workerkit.benchmarks.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.workerkit.benchmarks.machine.Scratch;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each peer does what it is for, with another process. */
@Timeout(60)
class PeersTest {

    private static final List<Integer> SIZES = List.of(Message.SMALLEST, 1000, Message.LARGEST);
    private static final int MESSAGES = 20;

    static Stream<Peer> peers() {
        return Peers.all().stream();
    }

    static Stream<OpenedHere> openedHere() {
        return peers().filter(OpenedHere.class::isInstance)
                .filter(peer -> !(peer instanceof Pipes))
                .map(OpenedHere.class::cast);
    }

    @ParameterizedTest
    @MethodSource("peers")
    void sendsBackWhatItReceives(Peer peer) throws Exception {
        assumeThat(peer.absence()).isEmpty();
        try (Scratch scratch = Scratch.make();
                NearEnd end =
                        peer.open(new Setting(scratch.folder(), Role.STAMP, Waiting.DEFAULT))) {
            ByteBuffer answer = Message.allocate(Message.LARGEST);
            for (int size : SIZES) {
                for (int i = 0; i < MESSAGES; i++) {
                    ByteBuffer message = filled(size, i);
                    long before = System.nanoTime();
                    end.send(message);
                    assertThat(end.receive(answer)).isTrue();

                    assertThat(Message.stamp(answer)).isBetween(before, System.nanoTime());
                    Message.stamp(answer, Message.stamp(message));
                    assertThat(answer).isEqualTo(message);
                }
            }
            assertThat(end.report().messages()).isEqualTo((long) SIZES.size() * MESSAGES);
        }
    }

    @ParameterizedTest
    @MethodSource("peers")
    void takesMoreThanItsBuffersHold(Peer peer) throws Exception {
        assumeThat(peer.absence()).isEmpty();
        int messages = (48 << 20) / Message.LARGEST;
        try (Scratch scratch = Scratch.make();
                NearEnd end =
                        peer.open(new Setting(scratch.folder(), Role.SINK, Waiting.DEFAULT))) {
            ByteBuffer message = filled(Message.LARGEST, 1);
            for (int i = 0; i < messages; i++) {
                end.send(message);
            }
            end.flush();

            assertThat(end.report().messages()).isEqualTo(messages);
        }
    }

    @ParameterizedTest
    @MethodSource("openedHere")
    void opensAndClosesInOneProcess(OpenedHere peer) throws Exception {
        try (Scratch scratch = Scratch.make();
                AutoCloseable served = peer.serve(scratch.folder())) {
            assertThat(served).isNotNull();
            for (int i = 0; i < 2; i++) {
                Path own = scratch.folder().resolve(Integer.toString(i));
                peer.openAndClose(scratch.folder(), Files.createDirectory(own));
            }
        }
    }

    private static ByteBuffer filled(int size, int number) {
        ByteBuffer message = Message.allocate(size);
        for (int i = 0; i < size; i++) {
            message.put(i, (byte) (i * 31 + number));
        }
        Message.mark(message, number);
        return message;
    }
}
