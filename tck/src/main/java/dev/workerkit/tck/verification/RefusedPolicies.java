package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Backoff;
import dev.workerkit.ExitSet;
import dev.workerkit.RestartIntensity;
import dev.workerkit.RestartPolicy;
import dev.workerkit.SpecException;
import dev.workerkit.StartLimit;
import dev.workerkit.tck.Requirement;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Policies that contradict themselves. */
class RefusedPolicies {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    @Requirement("WRK-RESTART-006")
    void delaysThatContradictThemselvesAreRefused() {
        assertRefused("backoff.first", () -> Backoff.constant(SECOND.negated()));
        assertRefused("backoff.first", () -> Backoff.exponential(Duration.ZERO, SECOND, 3));
        assertRefused("backoff.cap", () -> Backoff.linear(SECOND).withCap(SECOND.dividedBy(2)));
        assertRefused("backoff.steps", () -> Backoff.exponential(SECOND, SECOND, 0));
        assertRefused("backoff.jitter", () -> Backoff.constant(SECOND).withJitter(1.5));
        assertRefused(
                "backoff.resetAfter", () -> Backoff.constant(SECOND).withResetAfter(Duration.ZERO));
    }

    @Test
    @Requirement("WRK-RESTART-006")
    void limitsThatMeanNothingAreRefused() {
        assertRefused("startLimit.retries", () -> new StartLimit(-1, SECOND));
        assertRefused("intensity.restarts", () -> new RestartIntensity(-1, SECOND));
        assertRefused("intensity.window", () -> new RestartIntensity(5, Duration.ZERO));
        assertRefused(
                "intensity.restarts",
                () -> new RestartIntensity(0, SECOND, RestartIntensity.Counts.STARTS));
    }

    @Test
    @Requirement("WRK-RESTART-006")
    void listsThatContradictEachOtherAreRefused() {
        RestartPolicy policy = RestartPolicy.always().withPrevent(ExitSet.codes(3));

        assertRefused("restart.prevent", () -> policy.withForce(ExitSet.codes(3)));
        assertRefused("exits.codes", () -> ExitSet.codes(256));
        assertRefused("exits.signals", () -> ExitSet.signals("SIGNONE"));
        assertRefused("restart", () -> RestartPolicy.named("sometimes"));
        assertRefused("restart.systemd", () -> RestartPolicy.systemd("sometimes"));
    }

    private static void assertRefused(String field, ThrowingCallable building) {
        assertThatThrownBy(building)
                .isInstanceOfSatisfying(
                        SpecException.class, e -> assertThat(e.field()).isEqualTo(field));
    }
}
