package dev.workerkit.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A receiver may be killed between any two of its steps: the next one is given all that was not
 * acknowledged, and nothing that was.
 */
@Timeout(120)
class AcknowledgementInterleavingTest {

    private static final int FRAME = FrameDescriptor.frameBytes(Long.BYTES);

    @TempDir private static Path folder = Path.of("");
    private static Extents extents;

    @BeforeAll
    static void open() throws IOException {
        extents = new Extents(Files.createFile(folder.resolve("frames")), 0, 1 << 20, 0);
    }

    @AfterAll
    static void close() throws IOException {
        extents.close();
    }

    /** What became of the messages. */
    private static final class Fates {

        private final List<Long> delivered = new ArrayList<>();
        private final List<Long> given = new ArrayList<>();
        private final List<Long> acknowledged = new ArrayList<>();
        private final List<Received> again = new ArrayList<>();

        void assertKept() {
            List<Long> numbers = again.stream().map(Fates::number).toList();
            assertThat(numbers).isSorted().doesNotHaveDuplicates();
            for (long number = 1; number <= 3; number++) {
                if (acknowledged.contains(number)) {
                    assertThat(numbers).as("delivered again").doesNotContain(number);
                } else if (!given.contains(number)) {
                    assertThat(numbers).as("delivered again").contains(number);
                }
            }
            for (Received received : again) {
                if (delivered.contains(number(received))) {
                    assertThat(received.attempts()).isEqualTo(1);
                }
            }
        }

        static long number(Received received) {
            return received.bytes().getLong();
        }
    }

    @Test
    void killedAnywhereItLosesNothingAndRepeatsNothingThatWasAcknowledged() {
        int ends = Interleavings.explore(this::inTheOrderOfTheMessages);

        assertThat(ends).as("different ends").isGreaterThan(10);
    }

    @Test
    void soItIsWhenTheyAreAcknowledgedInAnotherOrder() {
        int ends = Interleavings.explore(this::inAnotherOrder);

        assertThat(ends).as("different ends").isGreaterThan(10);
    }

    private Runnable inTheOrderOfTheMessages(ModelledMachine machine) {
        return scenario(machine, List.of(1, -1, 1, -1, 1, -1));
    }

    private Runnable inAnotherOrder(ModelledMachine machine) {
        return scenario(machine, List.of(1, 1, -2, 1, -1, -1));
    }

    /** Above zero takes the next; below acknowledges one of those in hand, by its place. */
    private Runnable scenario(ModelledMachine machine, List<Integer> deeds) {
        StoredQueue queue = ModelledQueue.of(machine, "there", extents);
        fill(queue);
        Fates fates = new Fates();
        machine.mortalThread(
                "receiver",
                () -> {
                    Intake intake = intake(machine, queue);
                    List<Received> inHand = new ArrayList<>();
                    for (int deed : deeds) {
                        if (deed > 0) {
                            Received received = intake.take(new BytesCodec());
                            fates.delivered.add(Fates.number(received));
                            inHand.add(received);
                        } else {
                            Received done = inHand.remove(-deed - 1);
                            fates.given.add(Fates.number(done));
                            done.acknowledge();
                            fates.acknowledged.add(Fates.number(done));
                        }
                    }
                },
                "next receiver",
                () -> {
                    Intake intake = intake(machine, queue);
                    Received received = intake.take(new BytesCodec());
                    while (received != null) {
                        fates.again.add(received);
                        received = intake.take(new BytesCodec());
                    }
                });
        return fates::assertKept;
    }

    private static Intake intake(ModelledMachine machine, StoredQueue queue) {
        Intake intake = new Intake(new ModelledBell(machine, "receiver's", "sender's"));
        intake.add(new Inbound(queue, true), 0, null);
        return intake;
    }

    /** Two messages in a first document, one in a second. */
    private static void fill(StoredQueue queue) {
        Segment first = Segment.map(queue.directory(), queue.page().start());
        first.put(0, FrameDescriptor.MESSAGE, 0, message(1));
        first.put(FRAME, FrameDescriptor.MESSAGE, 0, message(2));
        first.end(2 * FRAME, ModelledQueue.document(1));
        Segment second =
                Segment.map(queue.directory(), new Start(ModelledQueue.document(1), 2L * FRAME));
        second.put(0, FrameDescriptor.MESSAGE, 0, message(3));
    }

    private static ByteBuffer message(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(0, number);
    }
}
