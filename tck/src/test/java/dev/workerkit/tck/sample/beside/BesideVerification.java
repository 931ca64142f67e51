package dev.workerkit.tck.sample.beside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.tck.Alone;
import dev.workerkit.tck.Requirement;
import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Two that meet, two properties that must not, and one that nobody may meet. */
class BesideVerification {

    private static final Exchanger<String> MEETING = new Exchanger<>();
    private static final AtomicInteger RUNNING = new AtomicInteger();
    private static final AtomicInteger PROPERTIES = new AtomicInteger();
    private static final long A_WHILE = 100;

    @Test
    @Alone("it looks whether anything else runs")
    @Requirement("WRK-LIFE-001")
    void runsAlone() {
        hold(RUNNING);
    }

    @Test
    @Requirement("WRK-LIFE-002")
    void meetsTheOther() throws InterruptedException, TimeoutException {
        meet("one", "other");
    }

    @Test
    @Requirement("WRK-LIFE-003")
    void isMetByTheOther() throws InterruptedException, TimeoutException {
        meet("other", "one");
    }

    @Property(tries = 1)
    @Requirement("WRK-LIFE-005")
    void runsWithoutTheOtherProperty() {
        heldAs(PROPERTIES);
    }

    @Property(tries = 1)
    @Requirement("WRK-LIFE-006")
    void runsWithoutTheFirstProperty() {
        heldAs(PROPERTIES);
    }

    private static void heldAs(AtomicInteger kind) {
        RUNNING.incrementAndGet();
        try {
            hold(kind);
        } finally {
            RUNNING.decrementAndGet();
        }
    }

    private static void hold(AtomicInteger kind) {
        assertThat(kind.incrementAndGet()).isEqualTo(1);
        try {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(A_WHILE));
            assertThat(kind).hasValue(1);
        } finally {
            kind.decrementAndGet();
        }
    }

    private static void meet(String me, String other)
            throws InterruptedException, TimeoutException {
        RUNNING.incrementAndGet();
        try {
            assertThat(MEETING.exchange(me, 5, TimeUnit.SECONDS)).isEqualTo(other);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(A_WHILE));
        } finally {
            RUNNING.decrementAndGet();
        }
    }
}
