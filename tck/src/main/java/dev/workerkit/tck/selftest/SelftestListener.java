package dev.workerkit.tck.selftest;

import dev.workerkit.tck.report.KillMatrix;
import dev.workerkit.tck.report.SabotageResult;
import dev.workerkit.tck.report.VerificationResult;
import java.util.List;

/** Hears how a selftest goes on. All methods may be called from any thread. */
public interface SelftestListener {

    /** So many verifications are run on the whole runtime, for so many sabotages. */
    default void begins(int verifications, int sabotages) {}

    /** These do not pass on the whole runtime; of the others, a failure means something. */
    default void triesBegin(List<VerificationResult> notPassed) {}

    /** The fate of a sabotage is known. */
    default void ends(SabotageResult sabotage) {}

    /** All is over. */
    default void ends(KillMatrix matrix) {}
}
