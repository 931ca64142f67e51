package dev.workerkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class WireLimitsTest {

    private static ThrowingCallable changing(UnaryOperator<WireLimits> change) {
        return () -> change.apply(WireLimits.defaults());
    }

    @Test
    void theDefaultsAreThoseOfTheSpecification() {
        assertThat(WireLimits.defaults())
                .isEqualTo(
                        new WireLimits(
                                16_777_216,
                                Duration.ofSeconds(10),
                                16_384,
                                1_048_576,
                                Duration.ofSeconds(30)));
    }

    @Test
    void eachChangeChangesOneLimit() {
        WireLimits changed =
                WireLimits.defaults()
                        .withMaxFrameBytes(1024)
                        .withHandshakeTimeout(Duration.ofMillis(1))
                        .withMaxConnections(1)
                        .withMaxUnreadBytes(1 << 30)
                        .withStallTimeout(Duration.ofDays(1));

        assertThat(changed)
                .isEqualTo(
                        new WireLimits(1024, Duration.ofMillis(1), 1, 1 << 30, Duration.ofDays(1)));
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        assertThatThrownBy(changing(limits -> limits.withMaxFrameBytes(1023)))
                .isInstanceOf(SpecException.class)
                .hasMessage(
                        "limits.maxFrameBytes: 1023 is out of range; use a value from 1024 to"
                                + " 1073741824");
        assertThatThrownBy(changing(limits -> limits.withMaxConnections(0)))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("limits.maxConnections: 0 ");
        assertThatThrownBy(changing(limits -> limits.withMaxUnreadBytes(Integer.MAX_VALUE)))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("limits.maxUnreadBytes: 2147483647 ");
        assertThatThrownBy(changing(limits -> limits.withHandshakeTimeout(Duration.ZERO)))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("limits.handshakeTimeout: PT0S ");
        assertThatThrownBy(changing(limits -> limits.withStallTimeout(Duration.ofNanos(1))))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("limits.stallTimeout: PT0.000000001S is out of range");
        assertThatThrownBy(changing(limits -> limits.withStallTimeout(Duration.ofDays(400))))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("use a time from 1 ms to 365 days");
    }
}
