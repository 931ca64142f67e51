package dev.workerkit.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OutputPipeTest {

    private static final int PIECE = 64 << 10;
    private static final int PIECES = 100;

    private final OutputPipe pipe = new OutputPipe();

    @Test
    void whatIsGivenIsReadInOrderUpToTheEnd() throws IOException {
        pipe.add("good ".getBytes(UTF_8));
        pipe.add("day".getBytes(UTF_8));
        pipe.end();

        assertThat(pipe.read()).isEqualTo('g');
        assertThat(pipe.waiting()).isEqualTo("ood day".getBytes(UTF_8));
        assertThat(pipe.readAllBytes()).isEqualTo("ood day".getBytes(UTF_8));
        assertThat(pipe.read()).isEqualTo(-1);
    }

    @Test
    void whoGivesMoreThanIsReadWaitsAndNothingIsLost() throws Exception {
        CompletableFuture<Void> giving =
                CompletableFuture.runAsync(
                        () -> {
                            for (int i = 0; i < PIECES; i++) {
                                pipe.add(new byte[PIECE]);
                            }
                            pipe.end();
                        });

        while (pipe.available() < 2 * PIECE) {
            Thread.onSpinWait();
        }
        assertThat(giving).isNotDone();
        assertThat(pipe.available()).isLessThan(PIECES * PIECE / 2);
        assertThat(pipe.readAllBytes()).hasSize(PIECES * PIECE);
        giving.get(10, TimeUnit.SECONDS);
    }

    @Test
    void whoGivesToNobodyIsNotHeldUp() throws Exception {
        CompletableFuture<Void> giving =
                CompletableFuture.runAsync(
                        () -> {
                            for (int i = 0; i < PIECES; i++) {
                                pipe.add(new byte[PIECE]);
                            }
                        });
        pipe.close();

        giving.get(10, TimeUnit.SECONDS);
        assertThat(pipe.read()).isEqualTo(-1);
    }
}
