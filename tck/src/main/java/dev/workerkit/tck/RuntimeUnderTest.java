package dev.workerkit.tck;

import dev.workerkit.Capability;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.spi.WorkerRuntimeProvider;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What is being certified.
 *
 * @param name the name by which it is opened
 * @param capabilities what it declares
 * @param provider finds what makes runtimes of this kind
 * @param settings of the JVMs that verifications start, such as {@code -Dname=value}, with which
 *     {@link TckRuntimes} finds the same there
 * @param registered whether {@link dev.workerkit.WorkerRuntimes} finds the provider, as users would
 */
public record RuntimeUnderTest(
        String name,
        Set<Capability> capabilities,
        Supplier<WorkerRuntimeProvider> provider,
        List<String> settings,
        boolean registered) {

    /** Keeps copies of the capabilities and the settings. */
    public RuntimeUnderTest {
        capabilities = Set.copyOf(capabilities);
        settings = List.copyOf(settings);
    }

    /** Opens another runtime of this kind. */
    public WorkerRuntime open(RuntimeOptions options) {
        return provider.get().open(options);
    }
}
