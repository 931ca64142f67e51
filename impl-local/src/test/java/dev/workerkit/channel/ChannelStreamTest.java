package dev.workerkit.channel;

import static dev.workerkit.channel.ChannelPair.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.workerkit.BytesChannel;
import dev.workerkit.BytesHandler;
import dev.workerkit.ChannelSpec;
import dev.workerkit.SendResult;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChannelStreamTest {

    private static final int MEGABYTE = 1 << 20;

    @Test
    void anUnusedChannelTakesLittle() throws Exception {
        try (ChannelPair pair = ChannelPair.open(ChannelSpec.bytes())) {
            pair.master().send(new byte[10]);
            assertThat(pair.diskBytes()).isLessThan(100_000);
        }
    }

    @Test
    void whatWasReadIsGivenBack() throws Exception {
        ChannelSpec spec = ChannelSpec.bytes().withCapacityBytes(4 * MEGABYTE);
        try (ChannelPair pair = ChannelPair.open(spec)) {
            ByteBuffer message = ByteBuffer.allocateDirect(100_000);
            for (int i = 0; i < 6; i++) {
                stream(pair, message, 500);
                assertThat(pair.diskBytes()).isLessThan(11 * MEGABYTE);
            }
        }
    }

    @Test
    void filesAreUsedAgain() throws IOException {
        ChannelSpec spec = ChannelSpec.bytes().withCapacityBytes(4 * MEGABYTE);
        try (ChannelPair pair = ChannelPair.open(spec)) {
            ByteBuffer message = ByteBuffer.allocateDirect(100_000);
            stream(pair, message, 500);
            Set<String> files = filesToWorker(pair);
            assertThat(files).hasSizeLessThan(8);

            stream(pair, message, 3_000);

            assertThat(filesToWorker(pair)).isEqualTo(files);
        }
    }

    @Test
    void thoseOfAcknowledgedMessagesAreToo() throws IOException {
        ChannelSpec spec =
                ChannelSpec.bytes().withCapacityBytes(4 * MEGABYTE).withAcknowledgement();
        try (ChannelPair pair = ChannelPair.open(spec)) {
            ByteBuffer message = ByteBuffer.allocateDirect(100_000);
            stream(pair, message, 500);
            Set<String> files = filesToWorker(pair);

            stream(pair, message, 3_000);

            assertThat(filesToWorker(pair)).isEqualTo(files);
        }
    }

    @Test
    void whatAHandlerLooksAtIsNotOverwritten() throws Exception {
        ChannelSpec spec = ChannelSpec.bytes().withCapacityBytes(4 * MEGABYTE);
        try (ChannelPair pair = ChannelPair.open(spec)) {
            CountDownLatch looking = new CountDownLatch(1);
            CountDownLatch others = new CountDownLatch(1);
            byte[] seen = new byte[1000];
            FutureTask<Boolean> look =
                    new FutureTask<>(
                            () ->
                                    pair.worker()
                                            .bytes()
                                            .receive(
                                                    view -> {
                                                        looking.countDown();
                                                        awaitUninterruptibly(others);
                                                        view.get(seen);
                                                    },
                                                    LONG));
            pair.master().bytes().offer(filled(seen.length, 1));
            new Thread(look).start();
            looking.await();

            stream(pair, filled(100_000, 2), 1_000);

            others.countDown();
            assertThat(look.get()).isTrue();
            assertThat(seen).containsOnly(1);
        }
    }

    @Test
    void whatAKilledReceiverLeftIsDeletedAndTheRestStays() throws IOException {
        ChannelSpec spec = ChannelSpec.bytes().withCapacityBytes(4 * MEGABYTE);
        try (ChannelPair pair = ChannelPair.open(spec)) {
            stream(pair, filled(100_000, 1), 500);
            for (int i = 0; i < 30; i++) {
                assertThat(pair.master().bytes().offer(filled(100_000, i)))
                        .isEqualTo(SendResult.SENT);
            }
            Path left = pair.directory().resolve("to-1").resolve("19700101-235959.cq4");
            Files.createFile(left);

            pair.restartWorker();

            assertThat(left).doesNotExist();
            for (int i = 0; i < 30; i++) {
                int number = i;
                assertThat(
                                pair.worker()
                                        .bytes()
                                        .poll(
                                                view ->
                                                        assertThat(view.get())
                                                                .isEqualTo((byte) number)))
                        .isTrue();
            }
            stream(pair, filled(100_000, 1), 500);
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static ByteBuffer filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return ByteBuffer.wrap(bytes);
    }

    private static void stream(ChannelPair pair, ByteBuffer message, int count) {
        BytesHandler ignore = received -> {};
        for (int i = 0; i < count; i++) {
            assertThat(pair.master().bytes().offer(message)).isEqualTo(SendResult.SENT);
            assertThat(pair.worker().bytes().poll(ignore)).isTrue();
        }
    }

    private static Set<String> filesToWorker(ChannelPair pair) throws IOException {
        try (Stream<Path> files = Files.list(pair.directory().resolve("to-1"))) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    @Test
    void aMessageCostsNoAllocation() {
        try (ChannelPair pair = ChannelPair.open(ChannelSpec.bytes())) {
            ByteBuffer message = ByteBuffer.allocateDirect(64);
            BytesHandler ignore = received -> {};
            // Until the first files are used again.
            exchange(pair, message, ignore, 200_000);
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long thread = Thread.currentThread().getId();
            long before = threads.getThreadAllocatedBytes(thread);

            exchange(pair, message, ignore, 20_000);

            // Generous, for what the measurement itself and a compiler thread's work may add.
            assertThat(threads.getThreadAllocatedBytes(thread) - before).isLessThan(20_000);
        }
    }

    private static void exchange(
            ChannelPair pair, ByteBuffer message, BytesHandler handler, int count) {
        BytesChannel master = pair.master().bytes();
        BytesChannel worker = pair.worker().bytes();
        for (int i = 0; i < count; i++) {
            master.send(message, LONG);
            worker.receive(handler, LONG);
            worker.offer(message);
            master.poll(handler);
        }
    }
}
