package dev.workerkit.tck.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.tck.examiner.Verification;
import dev.workerkit.tck.examiner.VerificationCatalog;
import dev.workerkit.tck.registry.Registry;
import dev.workerkit.tck.report.Fate;
import dev.workerkit.tck.report.Verdict;
import dev.workerkit.tck.report.VerificationResult;
import dev.workerkit.tck.sabotage.Sabotages;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrialTest {

    private final Verification verification =
            VerificationCatalog.discover("dev.workerkit.tck.sample.passing", Registry.load())
                    .verifications()
                    .get(0);
    private final Trial trial = new Trial(Sabotages.all().get(0), List.of(verification), List.of());

    private VerificationResult result(Verdict verdict, String message) {
        return VerificationResult.notRun(verification.id(), List.of(), verdict, message);
    }

    @Test
    void whatIsSuspectBesideOthersIsRunAgainAlone() {
        assertThat(trial.wantsToBeAlone()).isFalse();

        trial.found(result(Verdict.CANT_TELL, "timing-suspect: late"), true);

        assertThat(trial.next()).contains(verification);
        assertThat(trial.wantsToBeAlone()).isTrue();
        trial.found(result(Verdict.FAILED, "late"), true);
        assertThat(trial.next()).isEmpty();
        assertThat(trial.result().fate()).isEqualTo(Fate.KILLED);
        assertThat(trial.result().trials()).hasSize(1);
    }

    @Test
    void whatIsSuspectAloneStaysUnproven() {
        trial.found(result(Verdict.CANT_TELL, "timing-suspect: late"), true);
        trial.found(result(Verdict.CANT_TELL, "timing-suspect: late again"), true);

        assertThat(trial.next()).isEmpty();
        assertThat(trial.result().fate()).isEqualTo(Fate.UNPROVEN);
    }
}
