package dev.workerkit.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.ChannelClosedException;
import dev.workerkit.ChannelSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** In no order of what two processors do is a wake-up lost, or a message that was written. */
@Timeout(120)
class InterleavingTest {

    @TempDir private static Path folder = Path.of("");
    private static Extents extents;

    @BeforeAll
    static void reserve() throws IOException {
        extents = new Extents(Files.createFile(folder.resolve("frames")), 0, 1 << 20, 0);
    }

    @AfterAll
    static void release() throws IOException {
        extents.close();
    }

    @Test
    void whoSleepsIsWokenByAMessageAndByRoom() {
        assertHolds(this::twoMessages, ChannelSpec.bytes());
    }

    @Test
    void whoSleepsIsWokenByRoomWhereOnlyAcknowledgedMessagesMakeIt() {
        assertHolds(this::room, ChannelSpec.bytes().withAcknowledgement());
    }

    @Test
    void whoSleepsIsWokenByAReply() {
        assertHolds(this::requestAndReply, ChannelSpec.bytes());
    }

    @Test
    void whoSleepsIsWokenByTheEnd() {
        assertHolds(this::messageAndEnd, ChannelSpec.bytes());
    }

    /** The second has room only when the first is taken. */
    private Runnable twoMessages(ModelledMachine machine, ModelledChannel channel) {
        List<Long> received = new ArrayList<>();
        machine.thread(
                "sender",
                () -> {
                    channel.one().send(1);
                    channel.one().send(2);
                });
        machine.thread(
                "receiver",
                () -> {
                    received.add(channel.other().receive());
                    received.add(channel.other().receive());
                });
        return () -> assertThat(received).containsExactly(1L, 2L);
    }

    /** The same, but nobody waits for the second. */
    private Runnable room(ModelledMachine machine, ModelledChannel channel) {
        List<Long> received = new ArrayList<>();
        machine.thread(
                "sender",
                () -> {
                    channel.one().send(1);
                    channel.one().send(2);
                });
        machine.thread("receiver", () -> received.add(channel.other().receive()));
        return () -> assertThat(received).containsExactly(1L);
    }

    private Runnable requestAndReply(ModelledMachine machine, ModelledChannel channel) {
        List<Long> received = new ArrayList<>();
        machine.thread(
                "one",
                () -> {
                    channel.one().send(1);
                    received.add(channel.one().receive());
                });
        machine.thread("other", () -> channel.other().send(channel.other().receive() + 1));
        return () -> assertThat(received).containsExactly(2L);
    }

    private Runnable messageAndEnd(ModelledMachine machine, ModelledChannel channel) {
        List<Long> received = new ArrayList<>();
        List<String> told = new ArrayList<>();
        machine.thread(
                "sender",
                () -> {
                    channel.one().send(1);
                    channel.one().close();
                });
        machine.thread(
                "receiver",
                () -> {
                    received.add(channel.other().receive());
                    try {
                        received.add(channel.other().receive());
                    } catch (ChannelClosedException e) {
                        told.add("closed");
                    }
                });
        return () -> {
            assertThat(received).containsExactly(1L);
            assertThat(told).containsExactly("closed");
        };
    }

    private void assertHolds(
            BiFunction<ModelledMachine, ModelledChannel, Runnable> scenario, ChannelSpec spec) {
        int ends =
                Interleavings.explore(
                        machine ->
                                scenario.apply(
                                        machine, new ModelledChannel(machine, spec, extents)));

        assertThat(ends).as("different ends").isGreaterThan(1);
    }
}
