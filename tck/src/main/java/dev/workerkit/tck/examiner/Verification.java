package dev.workerkit.tck.examiner;

import java.lang.reflect.Method;
import java.util.List;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestIdentifier;

/**
 * A verification that was discovered.
 *
 * @param id class and method below the package of the verifications, for example {@code
 *     LifecycleVerification.numbersIncarnations}
 * @param requirements the ids of those that it speaks for
 * @param alone whether nothing may run beside it
 * @param test how its engine knows it
 */
public record Verification(
        String id, List<String> requirements, boolean alone, TestIdentifier test) {

    /** Copies the requirements. */
    public Verification {
        requirements = List.copyOf(requirements);
    }

    /** By which its engine knows it. */
    String uniqueId() {
        return test.getUniqueId();
    }

    /** The method that it is. */
    public Method method() {
        return test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(MethodSource.class::cast)
                .orElseThrow()
                .getJavaMethod();
    }

    /** The id of the test engine that runs it. */
    public String engine() {
        return UniqueId.parse(test.getUniqueId()).getEngineId().orElseThrow();
    }
}
