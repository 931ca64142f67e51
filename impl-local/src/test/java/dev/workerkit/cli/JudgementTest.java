package dev.workerkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Counter;
import dev.workerkit.Range;
import dev.workerkit.WorkerStatus;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The plugin's line, by the monitoring plugins' guidelines. */
class JudgementTest {

    private static final Locale LOCALE = Locale.getDefault();

    @AfterEach
    void resetLocale() {
        Locale.setDefault(LOCALE);
    }

    private static Measure measure(String counter, String warning, String critical) {
        return new Measure(counter, range(warning), range(critical));
    }

    private static Optional<Range> range(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Range.parse(text));
    }

    private static String line(WorkerStatus status, Measure... measures) {
        return Judgement.of(status, List.of(measures)).line();
    }

    private static String line(Counter counter) {
        return line(new WorkerStatus("", List.of(counter)));
    }

    @Test
    void aStatusWithoutCountersIsItsText() {
        assertThat(line(WorkerStatus.of("squaring"))).isEqualTo("SHARED-WORKER OK - squaring");
        assertThat(line(WorkerStatus.of(""))).isEqualTo("SHARED-WORKER OK");
        assertThat(line(WorkerStatus.of(" \n"))).isEqualTo("SHARED-WORKER OK");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "4; OK",
                "5; OK",
                "5.5; WARNING - queue is 5.5 (warning: 5), squaring",
                "8; WARNING - queue is 8 (warning: 5), squaring",
                "9; CRITICAL - queue is 9 (critical: 8), squaring",
                "-1; CRITICAL - queue is -1 (critical: 8), squaring"
            })
    void aCounterIsHeldAgainstTheRangesThatAreGiven(double figure, String expected) {
        WorkerStatus status =
                new WorkerStatus(
                        "squaring", List.of(Counter.of("other", 99), Counter.of("queue", figure)));

        String start = "SHARED-WORKER " + expected.replace(",", ";");
        String text = expected.equals("OK") ? start + " - squaring" : start;
        assertThat(line(status, measure("queue", "5", "8")))
                .isEqualTo(text + " | 'queue'=" + PerformanceData.figure(figure) + ";5;8");
    }

    @Test
    void rangesThatAreNotGivenAreThoseOfTheWorker() {
        WorkerStatus status =
                new WorkerStatus(
                        "",
                        List.of(
                                Counter.of("queue", 7)
                                        .withWarning(Range.parse("5"))
                                        .withCritical(Range.parse("8"))));

        assertThat(line(status)).startsWith("SHARED-WORKER WARNING");
        assertThat(line(status, Measure.of("queue"))).startsWith("SHARED-WORKER WARNING");
        assertThat(line(status, measure("queue", "", "6")))
                .isEqualTo("SHARED-WORKER CRITICAL - queue is 7 (critical: 6) | 'queue'=7;5;6");
        assertThat(line(status, measure("queue", "~:", "")))
                .isEqualTo("SHARED-WORKER OK | 'queue'=7;~:;8");
    }

    @Test
    void withoutAnyThatIsAskedForAllAreJudged() {
        WorkerStatus status =
                new WorkerStatus(
                        "busy",
                        List.of(
                                Counter.of("a", 1).withUnit("s").within(0, 10),
                                Counter.of("b", 2).withWarning(Range.parse("1")),
                                Counter.of("c", 3).withCritical(Range.parse("@3:4"))));

        assertThat(line(status))
                .isEqualTo(
                        "SHARED-WORKER CRITICAL - b is 2 (warning: 1); c is 3 (critical: @3:4);"
                                + " busy | 'a'=1s;;;0;10 'b'=2;1 'c'=3;;@3:4");
    }

    @Test
    void theWorstCountsWhereverItStands() {
        Counter critical = Counter.of("a", 9).withCritical(Range.parse("1"));
        Counter warning = Counter.of("b", 9).withWarning(Range.parse("1"));
        Counter unknown = Counter.of("c", Double.NaN).withWarning(Range.parse("1"));

        assertThat(line(new WorkerStatus("", List.of(critical, warning, unknown))))
                .startsWith("SHARED-WORKER CRITICAL - a is 9 (critical: 1); b is 9 (warning: 1);");
        assertThat(line(new WorkerStatus("", List.of(warning, unknown))))
                .startsWith("SHARED-WORKER WARNING - b is 9 (warning: 1); the figure of 'c'");
    }

    @Test
    void theOriginalsRangeFromZeroHasAnEndAtZero() {
        WorkerStatus status = new WorkerStatus("", List.of(Counter.of("queue", -1)));

        assertThat(line(status, measure("queue", "0:10", "")))
                .isEqualTo("SHARED-WORKER WARNING - queue is -1 (warning: 10) | 'queue'=-1;10");
    }

    @Test
    void aCounterThatThereIsNotIsUnknownAndThoseThatThereAreAreListed() {
        WorkerStatus status =
                new WorkerStatus("fine", List.of(Counter.of("queue", 1), Counter.of("done", 2)));

        assertThat(line(status, Measure.of("queu"), Measure.of("done")))
                .isEqualTo(
                        "SHARED-WORKER UNKNOWN - no counter 'queu'; there are: queue, done; fine"
                                + " | 'done'=2");
        assertThat(line(WorkerStatus.of(""), Measure.of("x")))
                .isEqualTo("SHARED-WORKER UNKNOWN - no counter 'x'; there are none");
        assertThat(line(status, Measure.of("queu"), measure("done", "", "1")))
                .as("what is critical is not hidden")
                .startsWith("SHARED-WORKER CRITICAL - no counter 'queu'");
    }

    @Test
    void aFigureThatIsNotKnownIsUnknownWhereItMatters() {
        Counter unknown = Counter.of("ratio", Double.NaN).withUnit("%");

        assertThat(line(unknown)).isEqualTo("SHARED-WORKER OK | 'ratio'=U");
        assertThat(line(unknown.withWarning(Range.parse("5"))))
                .isEqualTo(
                        "SHARED-WORKER UNKNOWN - the figure of 'ratio' is not known"
                                + " | 'ratio'=U;5");
        assertThat(line(new WorkerStatus("", List.of(unknown)), Measure.of("ratio")))
                .startsWith("SHARED-WORKER UNKNOWN");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "1, 1",
        "-2.50, -2.5",
        "0.0000001, 0.0000001",
        "1e21, 1000000000000000000000",
        "123456789.125, 123456789.125",
        "1e-9, 0.000000001",
        "Infinity, U",
        "-Infinity, U"
    })
    void figuresHaveNeitherExponentsNorALocale(double figure, String expected) {
        Locale.setDefault(new Locale("ar", "EG"));
        assertThat(line(Counter.of("a", figure))).isEqualTo("SHARED-WORKER OK | 'a'=" + expected);
        Locale.setDefault(Locale.GERMANY);
        assertThat(line(Counter.of("a", figure))).isEqualTo("SHARED-WORKER OK | 'a'=" + expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s", "ms", "us", "%", "B", "KB", "MB", "GB", "TB", "c"})
    void unitsOfTheGuidelinesAreShown(String unit) {
        assertThat(line(Counter.of("a", 1).withUnit(unit)))
                .isEqualTo("SHARED-WORKER OK | 'a'=1" + unit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jobs", "", " ", "S", "1", "s;1", "|"})
    void otherUnitsAreLeftOutOfThePerformanceData(String unit) {
        assertThat(line(Counter.of("a", 1).withUnit(unit))).isEqualTo("SHARED-WORKER OK | 'a'=1");
    }

    @Test
    void boundsThatAreNoneAreLeftOut() {
        assertThat(line(Counter.of("a", 1).within(0, Double.POSITIVE_INFINITY)))
                .isEqualTo("SHARED-WORKER OK | 'a'=1;;;0");
        assertThat(line(Counter.of("a", 1).within(Double.NEGATIVE_INFINITY, 9)))
                .isEqualTo("SHARED-WORKER OK | 'a'=1;;;;9");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "jobs done, 'jobs done'",
                "bob's, 'bob''s'",
                "a=b, 'a_b'",
                "a|b, 'a_b'",
                "größe, 'größe'"
            })
    void labelsAreQuoted(String name, String label) {
        assertThat(line(Counter.of(name, 1))).isEqualTo("SHARED-WORKER OK | " + label + "=1");
    }

    @Test
    void textsStayOnTheirSideOfTheLine() {
        assertThat(line(WorkerStatus.of(" one\r\n\ttwo | three\u2028four\u0000 ")))
                .isEqualTo("SHARED-WORKER OK - one two / three four");
        assertThat(line(WorkerStatus.of("x".repeat(5000))))
                .isEqualTo("SHARED-WORKER OK - " + "x".repeat(1000) + "...");
    }

    @Property(tries = 500)
    void whateverTheWorkerSaysItIsOneLine(
            @ForAll String text, @ForAll String name, @ForAll String unit, @ForAll double figure) {
        String known = "n" + name;
        Counter counter = Counter.of(known, figure).withUnit(unit).withWarning(Range.parse("5"));

        String line = line(new WorkerStatus(text, List.of(counter)));

        assertThat(line).doesNotContainPattern("[\\p{Cntrl}\u2028\u2029]");
        assertThat(line.split("\\|", -1)).as("text and performance data").hasSize(2);
        assertThat(line.substring(line.indexOf('|') + 2))
                .matches("(?s)'([^'=]|'')+'=(U|-?[0-9]+(\\.[0-9]+)?)([a-zA-Z%]{0,2});5");
    }

    @Test
    void exitCodesAreThoseOfTheGuidelines() {
        assertThat(Verdict.OK.exitCode()).isZero();
        assertThat(Verdict.WARNING.exitCode()).isEqualTo(1);
        assertThat(Verdict.CRITICAL.exitCode()).isEqualTo(2);
        assertThat(Verdict.UNKNOWN.exitCode()).isEqualTo(3);
    }
}
