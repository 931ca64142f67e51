package dev.workerkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);

    @Test
    void constantIsAlwaysTheSame() {
        Backoff backoff = Backoff.constant(SECOND);

        assertThat(backoff.delay(1, 0.5)).isEqualTo(SECOND);
        assertThat(backoff.delay(Integer.MAX_VALUE, 0.5)).isEqualTo(SECOND);
        assertThat(Backoff.none().withJitter(1).delay(7, 1)).isZero();
    }

    @Test
    void linearIsNTimesTheFirstUpToTheCap() {
        Backoff backoff = Backoff.linear(SECOND).withCap(Duration.ofSeconds(3));

        assertThat(backoff.delay(1, 0.5)).isEqualTo(SECOND);
        assertThat(backoff.delay(3, 0.5)).isEqualTo(Duration.ofSeconds(3));
        assertThat(backoff.delay(4, 0.5)).isEqualTo(Duration.ofSeconds(3));
    }

    /** RestartSec=1 RestartMaxDelaySec=16 RestartSteps=4 gives 1, 2, 4, 8, and then 16 seconds. */
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4", "4, 8", "5, 16", "6, 16", "2147483647, 16"})
    void exponentialFollowsSystemdsSteps(int attempt, int seconds) {
        Backoff backoff = Backoff.exponential(SECOND, Duration.ofSeconds(16), 4);

        assertThat(backoff.delay(attempt, 0.5)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void exponentialHitsWhatIsNoPowerOfTwoToo() {
        Backoff backoff = Backoff.exponential(Duration.ofMillis(100), Duration.ofSeconds(60), 5);

        for (int attempt = 1; attempt <= 5; attempt++) {
            double expected = 0.1 * Math.pow(600, (attempt - 1) / 5.0);
            assertThat(backoff.delay(attempt, 0.5).toNanos() / 1e9)
                    .isCloseTo(expected, within(1e-8));
        }
    }

    @Test
    void jitterMakesADelayLongerOrShorterByItsPart() {
        Backoff backoff = Backoff.constant(Duration.ofSeconds(10)).withJitter(0.2);

        assertThat(backoff.delay(1, 0)).isEqualTo(Duration.ofSeconds(8));
        assertThat(backoff.delay(1, 0.5)).isEqualTo(Duration.ofSeconds(10));
        assertThat(backoff.delay(1, 1)).isEqualTo(Duration.ofSeconds(12));
        assertThat(backoff.withCap(Duration.ofSeconds(11)).delay(1, 1))
                .as("no delay is longer than the cap")
                .isEqualTo(Duration.ofSeconds(11));
    }

    @Test
    void theLongestTimesThereAreDoNotOverflow() {
        assertThat(Backoff.linear(LONGEST).delay(Integer.MAX_VALUE, 0.5)).isEqualTo(LONGEST);
        assertThat(Backoff.constant(LONGEST).withJitter(1).delay(1, 1)).isEqualTo(LONGEST);
        assertThat(
                        Backoff.exponential(Duration.ofNanos(1), LONGEST, Integer.MAX_VALUE)
                                .delay(Integer.MAX_VALUE, 0.5))
                .isBetween(Duration.ofSeconds(Long.MAX_VALUE / 2), LONGEST);
    }

    @Provide
    Arbitrary<Duration> durations() {
        return Arbitraries.oneOf(
                Arbitraries.of(Duration.ZERO, Duration.ofNanos(1), LONGEST),
                Arbitraries.longs().between(0, Long.MAX_VALUE).map(Duration::ofNanos),
                Arbitraries.longs().between(0, Long.MAX_VALUE).map(Duration::ofSeconds),
                Arbitraries.longs().between(0, 10_000).map(Duration::ofMillis));
    }

    @Provide
    Arbitrary<Backoff> backoffs() {
        return Combinators.combine(
                        Arbitraries.of(Backoff.Growth.class),
                        durations(),
                        durations(),
                        Arbitraries.integers().between(1, Integer.MAX_VALUE))
                .as(BackoffTest::backoff);
    }

    private static Backoff backoff(Backoff.Growth growth, Duration one, Duration other, int steps) {
        Duration first = one.compareTo(other) < 0 ? one : other;
        Duration cap = one.compareTo(other) < 0 ? other : one;
        boolean grows = growth == Backoff.Growth.EXPONENTIAL;
        return new Backoff(
                growth,
                grows && first.isZero() ? Duration.ofNanos(1) : first,
                grows && cap.isZero() ? Duration.ofNanos(1) : cap,
                grows ? steps : 1,
                0,
                Backoff.DEFAULT_RESET_AFTER);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void delaysNeverShrinkAndNeverExceedTheCap(
            @ForAll("backoffs") Backoff backoff,
            @ForAll @IntRange(min = 1, max = Integer.MAX_VALUE - 1) int attempt) {
        Duration delay = backoff.delay(attempt, 0.5);

        assertThat(delay).isBetween(Duration.ZERO, backoff.cap());
        assertThat(backoff.delay(attempt + 1, 0.5)).isGreaterThanOrEqualTo(delay);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void jitterKeepsWithinItsBounds(
            @ForAll("backoffs") Backoff exact,
            @ForAll @IntRange(min = 1) int attempt,
            @ForAll @DoubleRange(min = 0, max = 1) double jitter,
            @ForAll @DoubleRange(min = 0, max = 1) double chance) {
        Backoff backoff = exact.withJitter(jitter);

        assertThat(backoff.delay(attempt, chance))
                .isBetween(Duration.ZERO, backoff.cap())
                .isBetween(backoff.delay(attempt, 0), backoff.delay(attempt, 1));
    }

    // Contradictions

    @Test
    void contradictionsAreRefusedWithTheField() {
        assertRefused("backoff.first", () -> Backoff.constant(SECOND.negated()));
        assertRefused("backoff.cap", () -> Backoff.linear(SECOND).withCap(Duration.ofMillis(999)));
        assertRefused("backoff.steps", () -> Backoff.exponential(SECOND, SECOND, 0));
        assertRefused("backoff.first", () -> Backoff.exponential(Duration.ZERO, SECOND, 3));
        assertRefused("backoff.jitter", () -> Backoff.constant(SECOND).withJitter(1.01));
        assertRefused("backoff.jitter", () -> Backoff.constant(SECOND).withJitter(-0.01));
        assertRefused("backoff.jitter", () -> Backoff.constant(SECOND).withJitter(Double.NaN));
        assertRefused(
                "backoff.resetAfter", () -> Backoff.constant(SECOND).withResetAfter(Duration.ZERO));
        assertRefused(
                "backoff.steps",
                () -> new Backoff(Backoff.Growth.LINEAR, SECOND, SECOND, 5, 0, SECOND));
    }

    @Test
    void whatIsNoAttemptOrNoChanceIsRefused() {
        assertRefused("backoff.attempt", () -> Backoff.linear(SECOND).delay(0, 0.5));
        assertRefused("backoff.chance", () -> Backoff.linear(SECOND).delay(1, 1.5));
        assertRefused("backoff.chance", () -> Backoff.linear(SECOND).delay(1, Double.NaN));
    }

    private static void assertRefused(String field, Runnable building) {
        assertThatThrownBy(building::run)
                .isInstanceOfSatisfying(
                        SpecException.class, e -> assertThat(e.field()).isEqualTo(field));
    }
}
