package dev.workerkit.tck;

import dev.workerkit.Capability;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.WorkerRuntime;
import java.util.Set;
import java.util.function.Function;

/**
 * What is being certified.
 *
 * @param name the name by which it is opened
 * @param capabilities what it declares
 * @param opening opens another runtime of this kind
 */
public record RuntimeUnderTest(
        String name,
        Set<Capability> capabilities,
        Function<RuntimeOptions, WorkerRuntime> opening) {

    /** Keeps a copy of the capabilities. */
    public RuntimeUnderTest {
        capabilities = Set.copyOf(capabilities);
    }
}
