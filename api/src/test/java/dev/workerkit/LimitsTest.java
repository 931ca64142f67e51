package dev.workerkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Limits that contradict themselves. */
class LimitsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void contradictionsAreRefusedWithTheField() {
        assertRefused("startLimit.retries", () -> new StartLimit(-1, SECOND));
        assertRefused("intensity.restarts", () -> new RestartIntensity(-1, SECOND));
        assertRefused("intensity.window", () -> new RestartIntensity(5, Duration.ZERO));
        assertRefused("intensity.window", () -> new RestartIntensity(5, SECOND.negated()));
        assertRefused(
                "intensity.restarts",
                () -> new RestartIntensity(0, SECOND, RestartIntensity.Counts.STARTS));
        assertThat(new RestartIntensity(0, SECOND).isUnlimited()).isFalse();
    }

    @Test
    void unlimitedIsWithoutLimit() {
        assertThat(RestartIntensity.unlimited().isUnlimited()).isTrue();
        assertThat(StartLimit.unlimited(Backoff.none()).retries()).isEqualTo(Integer.MAX_VALUE);
    }

    private static void assertRefused(String field, Runnable building) {
        assertThatThrownBy(building::run)
                .isInstanceOfSatisfying(
                        SpecException.class, e -> assertThat(e.field()).isEqualTo(field));
    }
}
