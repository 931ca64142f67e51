package dev.workerkit.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimingsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final TckSession session = session(3);

    private static TckSession session(double timeScale) {
        return TckSession.begin(unopened(), timeScale);
    }

    /** Nothing is opened here. */
    private static RuntimeUnderTest unopened() {
        return new RuntimeUnderTest(
                "fake",
                Set.of(),
                () -> {
                    throw new IllegalStateException("not to be opened");
                },
                List.of(),
                false);
    }

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void whatIsInTimePasses() {
        assertThatCode(() -> session.within("it", SECOND, SECOND, Duration.ofMillis(1900)))
                .doesNotThrowAnyException();

        assertThat(session.tightest())
                .containsExactly(new Timing("it", Timing.Kind.MOST, 1900, 2000));
        assertThat(session.tightest().get(0).percent()).isEqualTo("95%");
        assertThat(session.suspicion()).isEmpty();
    }

    @Test
    void whatABusyMachineCanExplainIsSuspect() {
        assertThatThrownBy(() -> session.within("it", SECOND, SECOND, Duration.ofMillis(2100)))
                .isInstanceOf(TimingSuspectException.class)
                .hasMessageStartingWith(
                        "timing-suspect: it: 2.1 s, at most 2 s; with the time scale 3.0 it may"
                                + " take 4 s, and the machine stood still for ");

        assertThat(session.suspicion()).hasValueSatisfying(why -> assertThat(why).contains("2.1"));
    }

    @Test
    void whatNoMachineCanExplainFails() {
        assertThatThrownBy(() -> session.within("it", SECOND, SECOND, Duration.ofMinutes(9)))
                .isInstanceOf(AssertionError.class)
                .hasMessage("it: 9 min, at most 2 s");
    }

    @Test
    void whatIsEarlyFailsOnAnyMachine() {
        assertThatCode(() -> session.notBefore("it", SECOND, Duration.ofMillis(996)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> session.notBefore("it", SECOND, Duration.ofMillis(900)))
                .isInstanceOf(AssertionError.class)
                .hasMessage("it: after 900 ms, at least 1 s");
    }

    @Test
    void theTightestIsKept() {
        for (int millis : new int[] {500, 700, 600}) {
            session.within("it", SECOND, Duration.ZERO, Duration.ofMillis(millis));
            session.notBefore("that", Duration.ofMillis(100), Duration.ofMillis(millis));
        }

        assertThat(session.tightest())
                .containsExactly(
                        new Timing("it", Timing.Kind.MOST, 700, 1000),
                        new Timing("that", Timing.Kind.LEAST, 500, 100));
    }

    @Test
    void waitsAreKeptWithTheirLimits() {
        session.await("done", CompletableFuture.completedFuture("done"));
        for (int i = 0; i < 5; i++) {
            Supplier<Boolean> late =
                    new CompletableFuture<Boolean>()
                                    .completeOnTimeout(
                                            true, 20, java.util.concurrent.TimeUnit.MILLISECONDS)
                            ::isDone;
            session.await("late " + i, late, done -> done);
        }

        assertThat(session.tightest())
                .hasSize(3)
                .allSatisfy(
                        timing -> {
                            assertThat(timing.kind()).isEqualTo(Timing.Kind.WAIT);
                            assertThat(timing.what()).startsWith("late ");
                            assertThat(timing.observedMillis()).isGreaterThanOrEqualTo(19);
                            assertThat(timing.limitMillis()).isEqualTo(30_000);
                        });
    }

    @Test
    void aMachineThatRanHasNotStoodStillForLong() {
        Stalls stalls = Stalls.sinceNow();

        assertThat(stalls.explain(Duration.ofHours(1))).isFalse();
        assertThat(stalls.explain(Duration.ZERO)).isTrue();
        assertThat(stalls.sum()).isLessThan(Duration.ofMinutes(6));
    }
}
