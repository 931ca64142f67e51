package dev.workerkit.channel;

import static dev.workerkit.channel.ChannelPair.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.BytesChannel;
import dev.workerkit.ChannelClosedException;
import dev.workerkit.SendResult;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two real processes, one of which dies. */
@Timeout(60)
class ChannelProcessTest {

    private Path directory = Path.of("/");
    private MasterChannel master;

    @BeforeEach
    void create() throws IOException {
        directory = ChannelPair.newDirectory();
        master = MasterChannel.create(directory, ChildJvm.SPEC);
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        master.discard();
        Files.delete(directory);
    }

    @Test
    void echoesAcrossProcesses() throws Exception {
        master.attach(1);
        ChildJvm child = ChildJvm.start(ChildJvm.Program.ECHO, directory, 1);
        Thread sender = new Thread(() -> sendAll(0, 5_000));
        sender.start();
        for (int i = 0; i < 5_000; i++) {
            assertThat(receive()).isEqualTo(i);
        }
        sender.join();
        master.close();

        assertThat(child.waitFor()).isZero();
        assertThatThrownBy(this::receive).isInstanceOf(ChannelClosedException.class);
        master.detach(1);
        master.end();
    }

    @Test
    void aKilledReceiverLosesNoMoreThanTheMessageInHand() throws Exception {
        int messages = 20_000;
        Thread sender = new Thread(() -> sendAll(0, messages));
        sender.start();
        int next = 0;
        int incarnation = 0;
        int lost = 0;
        while (next < messages) {
            incarnation++;
            master.attach(incarnation);
            ChildJvm child = ChildJvm.start(ChildJvm.Program.ECHO, directory, incarnation);
            int first = receive();
            assertThat(first).isBetween(next, next + 1);
            lost += first - next;
            next = first + 1;
            for (int i = 0; i < messages / 3 && next < messages; i++) {
                assertThat(receive()).isEqualTo(next);
                next++;
            }
            if (incarnation < 3) {
                child.kill();
                master.detach(incarnation);
                next = drainInOrder(next);
            } else {
                while (next < messages) {
                    assertThat(receive()).isEqualTo(next);
                    next++;
                }
                master.close();
                child.waitFor();
                master.detach(incarnation);
            }
        }
        sender.join();
        assertThat(incarnation).isGreaterThanOrEqualTo(3);
        assertThat(lost).isLessThanOrEqualTo(incarnation);
        master.end();
    }

    private int drainInOrder(int expected) {
        List<Integer> rest = new ArrayList<>();
        while (master.bytes().poll(message -> rest.add(ChildJvm.read(message)))) {
            assertThat(rest.get(rest.size() - 1)).isEqualTo(expected + rest.size() - 1);
        }
        return expected + rest.size();
    }

    @Test
    void aKilledSenderLeavesWholeMessagesAndTheNextGoesOn() throws Exception {
        for (int incarnation = 1; incarnation <= 2; incarnation++) {
            master.attach(incarnation);
            ChildJvm child = ChildJvm.start(ChildJvm.Program.FLOOD, directory, incarnation);
            int next = 0;
            while (next < 5_000) {
                assertThat(receive()).isEqualTo(next);
                next++;
            }
            child.kill();
            master.detach(incarnation);
            drainInOrder(next);
        }
        master.end();
        assertThatThrownBy(this::receive).isInstanceOf(ChannelClosedException.class);
    }

    @Test
    void waitingCostsNoTime() throws Exception {
        master.attach(1);
        ChildJvm child = ChildJvm.start(ChildJvm.Program.WAIT, directory, 1);
        // It is up and waits when it has answered.
        sendAll(0, 1);
        assertThat(receive()).isZero();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Duration before = child.handle().info().totalCpuDuration().orElseThrow();
        long start = threads.getCurrentThreadCpuTime();

        assertThat(master.bytes().receive(message -> {}, Duration.ofSeconds(1))).isFalse();

        assertThat(threads.getCurrentThreadCpuTime() - start).isLessThan(100_000_000);
        // That of a whole young JVM, which has more to do than to wait. Spinning would take all.
        Duration after = child.handle().info().totalCpuDuration().orElseThrow();
        assertThat(after.minus(before)).isLessThan(Duration.ofMillis(400));
        master.close();
        child.waitFor();
    }

    private void sendAll(int from, int to) {
        BytesChannel channel = master.bytes();
        ByteBuffer message = ByteBuffer.allocateDirect(60_000);
        for (int number = from; number < to; number++) {
            assertThat(channel.send(ChildJvm.write(message, number), LONG))
                    .isEqualTo(SendResult.SENT);
        }
    }

    private int receive() {
        int[] number = {-1};
        assertThat(master.bytes().receive(message -> number[0] = ChildJvm.read(message), LONG))
                .isTrue();
        return number[0];
    }
}
