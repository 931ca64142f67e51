package dev.workerkit.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** What follows from what was seen. */
class JudgeTest {

    private static final Counts GOOD = new Counts(1000, 1000, 1000, 0, 5, 2, 0, 10);

    private final SoakPlan plan =
            new SoakPlan(Duration.ofMinutes(2), 10, 2, Duration.ofSeconds(5), 1, SoakPlan.SHORTEST);

    private static List<String> texts(List<Finding> findings, Verdict verdict) {
        return findings.stream()
                .filter(finding -> finding.verdict() == verdict)
                .map(Finding::text)
                .toList();
    }

    private List<Finding> findings(Counts counts, Series... series) {
        return Judge.findings(
                plan, new Judge.Seen(counts, List.of(), List.of(series), List.of(), 0, 0, false));
    }

    private static Series series(double growth) {
        double[] samples =
                DoubleStream.iterate(0, i -> i < 120, i -> i + 1)
                        .map(i -> 50 + growth * i / 120)
                        .toArray();
        return Series.of("master", Quantity.THREADS, samples, 30);
    }

    @Test
    void whatIsFineIsNotWorthAWord() {
        assertThat(findings(GOOD, series(0))).isEmpty();
    }

    @Test
    void whatIsLostIsWrong() {
        Counts lost = new Counts(1000, 1000, 990, 10, 0, 0, 0, 10);

        assertThat(texts(findings(lost), Verdict.NOT_FINE))
                .containsExactly("10 of 1000 messages were never answered");
    }

    @Test
    void whatCameTwiceWithoutCauseIsWrong() {
        Counts twice = new Counts(1000, 1000, 1000, 0, 1, 2, 0, 10);

        assertThat(texts(findings(twice), Verdict.NOT_FINE))
                .containsExactly("2 answers came twice, but only 1 messages were delivered again");
    }

    @Test
    void whatGrowsIsWrong() {
        assertThat(texts(findings(GOOD, series(20)), Verdict.NOT_FINE))
                .singleElement()
                .asString()
                .startsWith("master, threads is not flat: it grew by 14");
    }

    @Test
    void whatGrowsWhileMessagesPileUpIsADoubt() {
        Judge.Seen seen =
                new Judge.Seen(GOOD, List.of(), List.of(series(20)), List.of(), 30, 0, false);

        assertThat(texts(Judge.findings(plan, seen), Verdict.NOT_FINE)).isEmpty();
        assertThat(texts(Judge.findings(plan, seen), Verdict.INCONCLUSIVE))
                .contains("master, threads grows, as it may while messages pile up");
    }

    @Test
    void whatIsLeftIsWrong() {
        Judge.Seen seen =
                new Judge.Seen(GOOD, List.of(), List.of(), List.of("process 1"), 0, 0, false);

        assertThat(texts(Judge.findings(plan, seen), Verdict.NOT_FINE))
                .containsExactly("it was left behind: process 1");
    }

    @Test
    void whatIsNotKnownIsADoubt() {
        Counts slow = new Counts(1000, 500, 500, 0, 0, 0, 0, 0);
        Judge.Seen seen = new Judge.Seen(slow, List.of(), List.of(), List.of(), 30, 60, true);

        assertThat(texts(Judge.findings(plan, seen), Verdict.INCONCLUSIVE))
                .hasSize(5)
                .contains("it was interrupted")
                .anyMatch(text -> text.contains("--kill-every"))
                .anyMatch(text -> text.contains("lower --rate"))
                .anyMatch(text -> text.startsWith("for 30 s more messages waited"))
                .anyMatch(text -> text.contains("stood still for 60 s"));
    }
}
