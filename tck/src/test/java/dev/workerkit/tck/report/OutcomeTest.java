package dev.workerkit.tck.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeTest {

    @ParameterizedTest
    @CsvSource({
        "WRK-LIFE-001, PASSED, CONFORMANT, 0",
        "WRK-LIFE-001, UNTESTED, INCONCLUSIVE, 2",
        "WRK-SPI-003, UNTESTED, CONFORMANT, 0",
        "WRK-LIFE-001, EXCLUDED, CONFORMANT_WITH_EXCLUSIONS, 0",
        "WRK-SPI-003, EXCLUDED, CONFORMANT, 0",
        "WRK-LIFE-001, FAILED, NOT_CONFORMANT, 1",
        "WRK-SPI-003, FAILED, CONFORMANT, 0",
        "WRK-LIFE-001, CANT_TELL, INCONCLUSIVE, 2",
        "WRK-SPI-003, CANT_TELL, CONFORMANT, 0",
        "WRK-LIFE-001, ERROR, TCK_FAILED, 3",
        "WRK-SPI-003, ERROR, TCK_FAILED, 3"
    })
    void followsFromTheVerdicts(String id, Verdict verdict, Outcome outcome, int exitCode) {
        ConformanceReport report =
                Reports.of(
                        List.of(),
                        VerificationResult.notRun("A.b", List.of(id), verdict, "because"));

        assertThat(report.outcome()).isEqualTo(outcome);
        assertThat(report.outcome().exitCode()).isEqualTo(exitCode);
    }
}
