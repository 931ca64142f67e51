package dev.workerkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ranges of the monitoring plugins' guidelines. */
class RangeTest {

    @ParameterizedTest
    @CsvSource({
        "10,     -0.001,   true",
        "10,     0,        false",
        "10,     10,       false",
        "10,     10.001,   true",
        "10:,    9.999,    true",
        "10:,    10,       false",
        "10:,    1e300,    false",
        "~:10,   -1e300,   false",
        "~:10,   10,       false",
        "~:10,   10.001,   true",
        "10:20,  9.999,    true",
        "10:20,  10,       false",
        "10:20,  20,       false",
        "10:20,  20.001,   true",
        "@10:20, 9.999,    false",
        "@10:20, 10,       true",
        "@10:20, 20,       true",
        "@10:20, 20.001,   false",
        "0:10,   -0.001,   true",
        "0:10,   0,        false",
        ":10,    -0.001,   true",
        ":10,    10,       false",
        "@10,    5,        true",
        "@10,    -1,       false",
        "@~:0,   -1,       true",
        "@~:0,   1,        false",
        "-5:-1,  -6,       true",
        "-5:-1,  -1,       false",
        "7:7,    7,        false",
        "7:7,    7.5,      true",
        "0,      0,        false",
        "0,      1,        true",
        "~:,     -1e300,   false",
        ":,      -1,       true",
        "1.5:2.5e3, 2500,  false",
        "10,     NaN,      true",
        "@10,    NaN,      true",
        "~:,     NaN,      true",
        "10:,    Infinity, false",
        "10,     Infinity, true"
    })
    void anAlertIsRaisedAsTheGuidelinesSay(String range, double figure, boolean alert) {
        assertThat(Range.parse(range).alerts(figure)).isEqualTo(alert);
    }

    @ParameterizedTest
    @CsvSource({
        "10, 10",
        "0:10, 10",
        ":10, 10",
        "10:, 10:",
        "0:, 0:",
        ":, 0:",
        "~:, ~:",
        "~:10, ~:10",
        "10:20, 10:20",
        "@10:20, @10:20",
        "@0:20, @20",
        "+1.50:2.50, 1.5:2.5",
        "-0:10, 10",
        "~:-0, ~:0",
        ".5:1., 0.5:1",
        "1e3:1e21, 1000:1000000000000000000000",
        "0:1e-7, 0.0000001"
    })
    void theTextIsShortAndHasNoExponents(String range, String text) {
        assertThat(Range.parse(range)).hasToString(text);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void whatIsWrittenIsReadAgain(@ForAll("ranges") Range range) {
        assertThat(Range.parse(range.toString())).isEqualTo(range);
    }

    @Provide
    Arbitrary<Range> ranges() {
        Arbitrary<Double> ends =
                Arbitraries.oneOf(
                        Arbitraries.doubles(),
                        Arbitraries.doubles().between(-1, 1).ofScale(10),
                        Arbitraries.integers().map(Integer::doubleValue),
                        Arbitraries.of(0.0, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, 1e15));
        Arbitrary<Boolean> flags = Arbitraries.of(true, false);
        return Combinators.combine(ends, ends, flags, flags, flags)
                .as(
                        (one, other, openLow, openHigh, inverted) ->
                                new Range(
                                        openLow ? Double.NEGATIVE_INFINITY : Math.min(one, other),
                                        openHigh ? Double.POSITIVE_INFINITY : Math.max(one, other),
                                        inverted));
    }

    @ParameterizedTest
    @CsvSource({
        "'', it has no end",
        "@, it has no end",
        "~, it has no end",
        "@~, it has no end",
        "10:~, '~' is no number",
        "~10:20, '~10' is no number",
        "ten, 'ten' is no number",
        "'10 ', '10 ' is no number",
        "10:20:30, '20:30' is no number",
        "10@20, '10@20' is no number",
        "@@10, '@10' is no number",
        "'1,5', '1,5' is no number",
        "0x10, '0x10' is no number",
        "NaN, 'NaN' is no number",
        "Infinity:, 'Infinity' is no number",
        "1e999, '1e999' is too large",
        "20:10, its low end is above its high end",
        "@20:10, its low end is above its high end",
        "-5, a range of one number begins at 0"
    })
    void whatIsNoRangeIsRefused(String text, String found) {
        assertThatThrownBy(() -> Range.parse(text))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("range: '" + text + "' is no range")
                .hasMessageContaining(found)
                .hasMessageContaining("use one like 10, 10:, ~:10, 10:20 or @10:20");
    }

    @Test
    void aRangeHasAnEndThatIsANumberOrNone() {
        assertThatThrownBy(() -> new Range(Double.NaN, 1, false)).isInstanceOf(SpecException.class);
        assertThatThrownBy(() -> new Range(1, Double.NaN, false)).isInstanceOf(SpecException.class);
        assertThatThrownBy(() -> new Range(2, 1, false)).isInstanceOf(SpecException.class);
        assertThatThrownBy(
                        () -> new Range(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, false))
                .isInstanceOf(SpecException.class);
        assertThatThrownBy(
                        () -> new Range(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, false))
                .isInstanceOf(SpecException.class);
    }
}
