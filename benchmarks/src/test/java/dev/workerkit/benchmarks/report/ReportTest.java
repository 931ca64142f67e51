package dev.workerkit.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report in all its forms. */
class ReportTest {

    private final BenchmarkReport report = Reports.ofRoundTrips("a processor", 2.0, 2.1, 1.9);

    @TempDir private Path folder;

    @Test
    void itsJsonKeepsToTheSchema() throws IOException {
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(Resource.text("benchmarks.schema.json"));
        JsonNode json = new ObjectMapper().readTree(Json.text(report));

        assertThat(schema.validate(json)).isEmpty();
    }

    @Test
    void itIsReadAsItWasWritten() throws IOException {
        ReportFolder.prepare(folder).write(report);

        assertThat(ReportJson.read(folder)).isEqualTo(report);
        assertThat(ReportJson.read(folder.resolve("benchmarks.json"))).isEqualTo(report);
    }

    @Test
    void whatIsNoReportIsRefusedWithTheReason() throws IOException {
        Path none = folder.resolve("none");
        Path other = Files.writeString(folder.resolve("other.json"), "{\"a\": 1}");

        assertThatThrownBy(() -> ReportJson.read(none)).hasMessageContaining("no report at");
        assertThatThrownBy(() -> ReportJson.read(other)).hasMessageContaining("is no report");
    }

    @Test
    void thePageTellsWhatWasMeasuredAndWhatWasNot() {
        assertThat(HtmlReport.of(report))
                .contains("2.00 µs to another process and back, 2.00× the limit")
                .contains("a processor", "It is a test.", "there is no node", "&lt;gone&gt;")
                .doesNotContain("http://localhost", "src=");
    }

    @Test
    void thePlotsAreXml() throws Exception {
        ReportFolder.prepare(folder).write(report);

        try (Stream<Path> plots = Files.list(folder.resolve("plots"))) {
            List<Path> files = plots.toList();
            assertThat(files).hasSize(2);
            for (Path plot : files) {
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(plot.toFile());
            }
        }
    }

    @Test
    void samplesAreKeptAsHistograms() throws IOException {
        ReportFolder prepared = ReportFolder.prepare(folder);
        Measurement kept = prepared.keep(report.measurements().get(0), Reports.samples());

        Path log = folder.resolve(String.valueOf(kept.histogram()));
        assertThat(log).content().contains("round-trip-bytes-32-waiting-pinned-workerkit");
        assertThat(Path.of(log.toString().replace(".hlog", ".hgrm"))).content().contains("#[Mean");
    }

    @Test
    void aDistributionIsThatOfItsSamples() {
        Distribution distribution = Distribution.of(Reports.samples(), Unit.MICROSECONDS);

        assertThat(distribution.samples()).isEqualTo(1000);
        assertThat(distribution.p50()).isCloseTo(500, within(1.0));
        assertThat(distribution.p999()).isCloseTo(999, within(1.0));
        assertThat(distribution.curve()).isNotEmpty();
    }

    @Test
    void aScoreIsAMedianWithAnIntervalAroundIt() {
        Score score = Score.of(List.of(1.0, 2.0, 3.0, 4.0, 100.0));

        assertThat(score.value()).isEqualTo(3);
        assertThat(score.low()).isEqualTo(1);
        assertThat(score.high()).isEqualTo(100);
        assertThat(score.isConfident()).isFalse();
        Score confident = Score.of(List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 100.0));
        assertThat(confident.low()).isBetween(1.0, 5.0);
        assertThat(confident.high()).isBetween(5.0, 100.0);
        assertThat(confident.isConfident()).isTrue();
    }

    @Test
    void aPageTellsOfFewIterationsAndOfFewSamples() {
        String page = HtmlReport.of(report);

        assertThat(page).contains("1.90 to 2.10, of 3</small>");
        assertThat(report.measurements().get(0).distribution())
                .satisfies(
                        distribution -> {
                            assertThat(distribution.knows(99)).isTrue();
                            assertThat(distribution.knows(99.9)).isFalse();
                        });
        assertThat(page).contains("<td><small>of 1000</small></td>");
    }

    @Test
    void ratiosAreAboveOneForWhatIsWorse() {
        assertThat(report.ratios())
                .anySatisfy(
                        ratio -> {
                            assertThat(ratio.peer()).isEqualTo("workerkit");
                            assertThat(ratio.toLimit()).isEqualTo(2);
                        })
                .anySatisfy(
                        ratio -> {
                            assertThat(ratio.peer()).isEqualTo("agrona-ring");
                            assertThat(ratio.toOurs()).isEqualTo(0.5);
                        });
        assertThat(Unit.PER_SECOND.timesWorse(10, 20)).isEqualTo(2);
    }
}
