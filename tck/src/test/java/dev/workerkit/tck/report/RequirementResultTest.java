package dev.workerkit.tck.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.tck.registry.Registry;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RequirementResultTest {

    @Test
    void oneFailureIsDecisive() {
        assertThat(of(Verdict.PASSED, Verdict.FAILED, Verdict.ERROR)).isEqualTo(Verdict.FAILED);
    }

    @Test
    void itPassesOnlyIfAllThatApplyPass() {
        assertThat(of(Verdict.PASSED, Verdict.PASSED)).isEqualTo(Verdict.PASSED);
        assertThat(of(Verdict.PASSED, Verdict.INAPPLICABLE)).isEqualTo(Verdict.PASSED);
        assertThat(of(Verdict.PASSED, Verdict.UNTESTED)).isEqualTo(Verdict.UNTESTED);
        assertThat(of(Verdict.PASSED, Verdict.CANT_TELL)).isEqualTo(Verdict.CANT_TELL);
    }

    @Test
    void itIsUntestedIfNoneOfItsVerificationsApplies() {
        assertThat(of(Verdict.INAPPLICABLE)).isEqualTo(Verdict.UNTESTED);
    }

    private static Verdict of(Verdict... verdicts) {
        List<VerificationResult> results =
                Stream.of(verdicts)
                        .map(
                                verdict ->
                                        VerificationResult.notRun(
                                                "A.b", List.of("WRK-LIFE-001"), verdict, "because"))
                        .toList();
        return RequirementResult.of(Registry.load().requirements().get(0), results).verdict();
    }
}
