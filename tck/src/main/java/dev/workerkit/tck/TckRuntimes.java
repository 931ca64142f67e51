package dev.workerkit.tck;

import dev.workerkit.RuntimeOptions;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.spi.WorkerRuntimeProvider;
import java.util.ServiceLoader;

/**
 * Opens the runtime under test in a JVM that a verification started with {@link OwnJvm}: the same
 * as the verification's own, whatever was done to that.
 */
public final class TckRuntimes {

    private TckRuntimes() {}

    /** Opens the runtime of this name with default options. */
    public static WorkerRuntime open(String name) {
        return open(name, RuntimeOptions.defaults());
    }

    /** Opens the runtime of this name. */
    public static WorkerRuntime open(String name, RuntimeOptions options) {
        WorkerRuntimeProvider provider =
                ServiceLoader.load(RuntimeSource.class).stream()
                        .flatMap(source -> source.get().provider(name).stream())
                        .findFirst()
                        .orElseGet(() -> WorkerRuntimes.provider(name));
        for (RuntimeDisguise disguise : ServiceLoader.load(RuntimeDisguise.class)) {
            provider = disguise.disguise(provider);
        }
        return provider.open(options);
    }
}
