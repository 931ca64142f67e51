package dev.workerkit.benchmarks.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.workerkit.benchmarks.report.BenchmarkReport;
import dev.workerkit.benchmarks.report.Measurement;
import dev.workerkit.benchmarks.report.ReportFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every benchmark measures, if only once. */
class BenchmarkRunTest {

    private static final List<String> ONCE =
            List.of(
                    ("-wi 0 -i 1 -r 50ms -p bytes=32 -p waiting=default -p workers=1 -p masters=1"
                                    + " -p millis=50 -p mebibytes=1 -p gapMicros=1000")
                            .split(" "));

    @TempDir private Path folder;

    @Test
    @Timeout(240)
    void allBenchmarksMeasureWorkers() throws Exception {
        List<String> told = new ArrayList<>();
        RunRequest request =
                new RunRequest(List.of(), Set.of("workerkit"), true, JmhFlags.of(ONCE));
        BenchmarkReport report =
                new BenchmarkRun(request, ReportFolder.prepare(folder), new Telling(told)).run();

        assertThat(report.measurements())
                .extracting(Measurement::benchmark)
                .containsExactlyElementsOf(Catalog.benchmarkNames());
        assertThat(report.measurements())
                .allSatisfy(
                        measurement -> {
                            assertThat(measurement.failure()).isNull();
                            assertThat(Objects.requireNonNull(measurement.score()).value())
                                    .isNotNegative();
                        });
        assertThat(report.measurements())
                .filteredOn(one -> Set.of("round-trip", "throughput").contains(one.benchmark()))
                .hasSize(2)
                .allSatisfy(
                        one ->
                                assertThat(one.figures())
                                        .containsKeys("nearBytesPerMessage", "farBytesPerMessage"));
        assertThat(told).hasSameSizeAs(report.measurements());
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(
                                ReportFolder.class.getResourceAsStream("benchmarks.schema.json"));
        assertThat(
                        schema.validate(
                                new ObjectMapper()
                                        .readTree(folder.resolve("benchmarks.json").toFile())))
                .isEmpty();
    }

    @Test
    @Timeout(60)
    void whatCannotBeMeasuredFailsAlone() throws Exception {
        RunRequest request =
                new RunRequest(
                        List.of("round-trip"),
                        Set.of("unix-socket"),
                        true,
                        JmhFlags.of(List.of("-wi", "0", "-i", "1", "-p", "bytes=8")));

        BenchmarkReport report =
                new BenchmarkRun(
                                request,
                                ReportFolder.prepare(folder),
                                new Telling(new ArrayList<>()))
                        .run();

        assertThat(report.measurements())
                .isNotEmpty()
                .allSatisfy(
                        measurement ->
                                assertThat(measurement.failure())
                                        .contains("8 bytes is out of range", "see jmh.log"));
    }

    private record Telling(List<String> told) implements RunListener {

        @Override
        public void measuring(int number, int all, String what) {}

        @Override
        public void measured(Measurement measurement) {
            told.add(measurement.benchmark());
        }

        @Override
        public void absent(String benchmark, String peer, String why) {
            told.add(benchmark + " absent");
        }
    }
}
