package dev.workerkit.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.channel.Parcel;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of that over which too many have died. */
class DeadLettersTest {

    @Test
    void whatItsCodecStumblesOverIsGivenUpAllTheSame() {
        DeadLetters letters =
                new DeadLetters(
                        "p",
                        bytes -> {
                            throw new IllegalStateException("the codec's own fault");
                        },
                        Runnable::run);

        letters.add(Work.of(Parcel.message(ByteBuffer.wrap(new byte[] {1, 2}))), List.of());

        assertThat(letters.all())
                .singleElement()
                .satisfies(letter -> assertThat(letter.message()).isEqualTo(new byte[] {1, 2}));
    }
}
