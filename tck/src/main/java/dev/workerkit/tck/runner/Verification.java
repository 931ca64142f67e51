package dev.workerkit.tck.runner;

import java.util.List;
import org.junit.platform.launcher.TestIdentifier;

/**
 * A verification that was discovered.
 *
 * @param id class and method below the package of the verifications, for example {@code
 *     LifecycleVerification.numbersIncarnations}
 * @param requirements the ids of those that it speaks for
 * @param test how its engine knows it
 */
record Verification(String id, List<String> requirements, TestIdentifier test) {

    Verification {
        requirements = List.copyOf(requirements);
    }
}
