package dev.workerkit.tck.sample.flaky;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.TckSession;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Finds something else each time. */
class FlakyVerification {

    private static final AtomicInteger RUNS = new AtomicInteger();
    private static final AtomicInteger FAILURES = new AtomicInteger();

    @Test
    @Requirement("WRK-LIFE-001")
    void passesEverySecondTime() {
        assertThat(RUNS.incrementAndGet() % 2).as("a half").isZero();
    }

    @Test
    @Requirement("WRK-LIFE-002")
    void isSuspect() {
        Duration second = Duration.ofSeconds(1);
        TckSession.current().within("the answer", second, second, second.multipliedBy(3));
    }

    @Test
    @Requirement("WRK-LIFE-003")
    void isSoon() {
        Duration second = Duration.ofSeconds(1);
        TckSession.current().within("the answer", second, second, second);
    }

    @Test
    @Requirement("WRK-LIFE-004")
    void takesAMoment() throws InterruptedException {
        Thread.sleep(200);
    }

    @Test
    @Requirement("WRK-LIFE-005")
    void failsInAnotherWayEachTime() {
        assertThat(FAILURES.incrementAndGet()).as("a number").isZero();
    }
}
