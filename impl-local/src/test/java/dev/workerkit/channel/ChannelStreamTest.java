package dev.workerkit.channel;

import static dev.workerkit.channel.ChannelPair.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.workerkit.BytesChannel;
import dev.workerkit.BytesHandler;
import dev.workerkit.ChannelSpec;
import dev.workerkit.SendResult;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
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
            BytesHandler ignore = received -> {};
            for (int i = 0; i < 3_000; i++) {
                assertThat(pair.master().bytes().offer(message)).isEqualTo(SendResult.SENT);
                assertThat(pair.worker().bytes().poll(ignore)).isTrue();
                if (i % 500 == 499) {
                    assertThat(pair.diskBytes()).isLessThan(11 * MEGABYTE);
                }
            }
        }
    }

    @Test
    void aMessageCostsNoAllocation() {
        try (ChannelPair pair = ChannelPair.open(ChannelSpec.bytes())) {
            ByteBuffer message = ByteBuffer.allocateDirect(64);
            BytesHandler ignore = received -> {};
            exchange(pair, message, ignore, 20_000);
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
