package dev.workerkit.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How much may wait to be received. */
class InflowTest {

    private static final int BOUND = 1000;
    private static final int HEADER = 5;

    private final AtomicInteger resumed = new AtomicInteger();
    private final Inflow in = new Inflow(BOUND, resumed::incrementAndGet);

    private int addUntilPaused(int bytes) {
        int added = 1;
        while (!in.add(ByteBuffer.allocate(bytes))) {
            added++;
            assertThat(added).isLessThanOrEqualTo(BOUND);
        }
        return added;
    }

    @Test
    void messagesAreBoundHoweverSmall() {
        assertThat(addUntilPaused(0)).isEqualTo(BOUND / HEADER + 1);
    }

    @Test
    void whenHalfIsReceivedMoreIsRead() {
        int added = addUntilPaused(95);
        assertThat(added).isEqualTo(11);

        for (int received = 1; received <= added; received++) {
            assertThat(in.take(message -> {}, 0)).isTrue();
            assertThat(resumed.get()).isEqualTo(received < 6 ? 0 : 1);
        }
        assertThat(in.take(message -> {}, 0)).isFalse();
    }
}
