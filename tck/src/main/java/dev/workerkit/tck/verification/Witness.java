package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.WorkerAddress;
import dev.workerkit.tck.TckSession;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * A master that asks an echo over and over on a thread of its own, while others misbehave, and
 * notices whether that disturbs it.
 */
final class Witness implements AutoCloseable {

    /** Longer than a busy machine takes, shorter than any time-out of the worker's. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    /** So that the others have a turn, too. */
    private static final Duration PAUSE = Duration.ofMillis(2);

    private final CompletableFuture<Integer> answered;
    private volatile boolean over;
    private volatile int asked;

    private Witness(WireMaster connected) {
        answered = Crowd.meanwhile(() -> watch(connected));
    }

    /** Is connected, and asks from now on. */
    static Witness of(WorkerAddress address) {
        // Here: on its own thread it might come after those who leave no room for it.
        return new Witness(WireMaster.to(address));
    }

    private int watch(WireMaster connected) {
        TckSession session = TckSession.current();
        try (WireMaster master = connected) {
            while (!over) {
                long begin = System.nanoTime();
                String question = Integer.toString(asked);
                assertThat(master.ask(question)).as("the answer to a witness").isEqualTo(question);
                session.within(
                        "the answer to a witness",
                        Duration.ZERO,
                        LONGEST,
                        Duration.ofNanos(System.nanoTime() - begin));
                asked++;
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            master.bye().expectBye("closed");
            return asked;
        }
    }

    /** It was not disturbed until now, and is answered now. */
    void assertUndisturbed() {
        int before = asked;
        Stage.session()
                .await(
                        "a witness is answered",
                        () -> answered.isDone() ? -1 : asked,
                        now -> now < 0 || now > before + 1);
        if (answered.isDone()) {
            Stage.await("a witness is answered", answered);
        }
    }

    /** It was never disturbed, and nothing came that it did not ask for. */
    @Override
    public void close() {
        over = true;
        assertThat(Stage.await("the witness is done", answered)).isPositive();
    }
}
