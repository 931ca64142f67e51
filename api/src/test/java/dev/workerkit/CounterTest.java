package dev.workerkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CounterTest {

    @Test
    void eachChangeChangesOneValue() {
        Range warning = Range.parse("5");
        Range critical = Range.parse("8");

        assertThat(Counter.of("queue", 3))
                .isEqualTo(
                        new Counter(
                                "queue",
                                3,
                                Optional.empty(),
                                OptionalDouble.empty(),
                                OptionalDouble.empty(),
                                Optional.empty(),
                                Optional.empty()));
        assertThat(
                        Counter.of("queue", 3)
                                .withUnit("B")
                                .within(0, 9)
                                .withWarning(warning)
                                .withCritical(critical))
                .isEqualTo(
                        new Counter(
                                "queue",
                                3,
                                Optional.of("B"),
                                OptionalDouble.of(0),
                                OptionalDouble.of(9),
                                Optional.of(warning),
                                Optional.of(critical)));
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        assertThatThrownBy(() -> Counter.of(" ", 1))
                .isInstanceOf(SpecException.class)
                .hasMessage("counter.name: it is blank; name the counter");
        assertThatThrownBy(() -> Counter.of("queue", 1).within(2, 1))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("counter.max: of 'queue' it is 1.0, below its min of 2.0");
        assertThatThrownBy(() -> Counter.of("queue", 1).within(Double.NaN, 1))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("counter.min: of 'queue' it is no number");
    }

    @Test
    void aFigureThatIsNotKnownIsNoNumber() {
        assertThat(Counter.of("ratio", 0.0 / 0).value()).isNaN();
    }
}
