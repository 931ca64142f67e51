package dev.workerkit.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.workerkit.benchmarks.machine.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real soaks, but short ones. */
@Timeout(90)
class SoakTest {

    private static final int RATE = 200;
    private static final int SEED = 7;

    @TempDir private Path folder;

    private final List<Integer> told = new ArrayList<>();

    private static SoakPlan plan(int seconds, int workers, Duration killEvery, Duration shortest) {
        return new SoakPlan(Duration.ofSeconds(seconds), RATE, workers, killEvery, SEED, shortest);
    }

    private Soak soak(SoakPlan plan, Class<?> worker, SoakFolder into) {
        return new Soak(
                plan,
                worker,
                into,
                (seconds, of, sent, answered, kills, median) -> told.add(seconds));
    }

    private SoakReport run(SoakPlan plan, Class<?> worker)
            throws IOException, InterruptedException {
        try (SoakFolder into = SoakFolder.prepare(folder)) {
            return soak(plan, worker, into).run("1.0", Machine.current(), List.of("It is a test."));
        }
    }

    @Test
    void nothingIsLostThoughMembersAreKilled() throws Exception {
        SoakReport report =
                run(plan(8, 3, Duration.ofSeconds(1), SoakPlan.SHORTEST), SoakWorker.class);

        Counts counts = report.counts();
        assertThat(counts.kills()).isPositive();
        assertThat(counts.sent()).isPositive().isEqualTo(counts.answered());
        assertThat(counts.lost()).isZero();
        assertThat(counts.broken()).isZero();
        assertThat(counts.duplicated()).isLessThanOrEqualTo(counts.redelivered());
        assertThat(report.verdict()).as("%s", report.findings()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.complaints()).anyMatch(line -> line.startsWith("it was too short"));
        assertThat(report.latency().samples()).isEqualTo(counts.answered());
        assertThat(told).hasSize(8).startsWith(1, 2, 3);
        assertThat(report.series())
                .filteredOn(series -> series.trend() != null)
                .extracting(Series::name)
                .isEmpty();
        assertThat(report.series())
                .filteredOn(series -> !series.points().isEmpty())
                .extracting(Series::name)
                .contains(
                        "latency, p50",
                        "master, resident memory",
                        "master, heap after collection",
                        "soak-1, open descriptors",
                        "soak-3, threads",
                        "shared memory, files");
        isWritten(report);
    }

    private void isWritten(SoakReport report) throws IOException {
        JsonNode json = new ObjectMapper().readTree(folder.resolve("soak.json").toFile());
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(SoakReport.class.getResourceAsStream("soak.schema.json"));
        assertThat(schema.validate(json)).isEmpty();
        assertThat(SoakFolder.read(folder)).contains(report);
        assertThat(json.at("/counts/sent").asLong()).isEqualTo(report.counts().sent());
        assertThat(json.at("/plan/seed").asInt()).isEqualTo(SEED);
        assertThat(folder.resolve("soak.html"))
                .content()
                .contains("<h1>Inconclusive: ", "It is a test.", "<polyline class=\"c0\"")
                .doesNotContain("src=");
        long logged = 0;
        try (HistogramLogReader log =
                new HistogramLogReader(folder.resolve("soak.hlog").toFile())) {
            while (log.hasNext()) {
                logged +=
                        ((org.HdrHistogram.AbstractHistogram) log.nextIntervalHistogram())
                                .getTotalCount();
            }
        }
        assertThat(logged).isPositive().isLessThanOrEqualTo(report.counts().answered());
    }

    @Test
    void aWorkerThatForgetsNothingIsNotFlat() throws Exception {
        SoakReport report =
                run(plan(15, 1, Duration.ZERO, Duration.ofSeconds(5)), LeakingWorker.class);

        // On a machine that is very busy, messages pile up, and that is said instead.
        assertThat(report.verdict()).isNotEqualTo(Verdict.FINE);
        assertThat(report.series())
                .filteredOn(series -> series.trend() != null)
                .filteredOn(series -> series.trend().judgement() == Trend.Judgement.GROWS)
                .extracting(Series::name)
                .contains("soak-1, heap after collection", "soak-1, resident memory");
        assertThat(report.complaints())
                .anyMatch(line -> line.startsWith("soak-1, heap after collection "));
    }

    @Test
    void wrongAnswersAreNone() throws Exception {
        SoakReport report =
                run(plan(2, 1, Duration.ZERO, SoakPlan.SHORTEST), ForgetfulWorker.class);

        assertThat(report.verdict()).isEqualTo(Verdict.NOT_FINE);
        assertThat(report.counts().broken()).isPositive().isEqualTo(report.counts().lost());
        assertThat(report.complaints()).anyMatch(line -> line.contains("were never answered"));
    }

    @Test
    void whoeverInterruptsItHasAReport() throws Exception {
        SoakPlan hour = plan(3600, 1, Duration.ZERO, SoakPlan.SHORTEST);
        try (SoakFolder into = SoakFolder.prepare(folder)) {
            Soak soak = soak(hour, SoakWorker.class, into);
            Thread interrupter = new Thread(soak::interrupt);
            interrupter.start();

            SoakReport report = soak.run("1.0", Machine.current(), List.of());

            interrupter.join();
            assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(report.complaints()).contains("it was interrupted");
            assertThat(report.counts().lost()).isZero();
            assertThat(folder.resolve("soak.html")).isNotEmptyFile();
        }
    }
}
