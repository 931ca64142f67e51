package dev.workerkit;

import dev.workerkit.spi.WorkerRuntimeProvider;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Finds and opens the runtimes that are on the class path. */
public final class WorkerRuntimes {

    private WorkerRuntimes() {}

    /**
     * Opens the runtime of this name with default options.
     *
     * @throws UnknownRuntimeException if no provider, or more than one, has this name; the message
     *     lists those that were found (WRK-SPI-002)
     */
    public static WorkerRuntime open(String name) {
        return open(name, RuntimeOptions.defaults());
    }

    /**
     * Opens the runtime of this name.
     *
     * @throws UnknownRuntimeException if no provider, or more than one, has this name; the message
     *     lists those that were found (WRK-SPI-002)
     */
    public static WorkerRuntime open(String name, RuntimeOptions options) {
        return provider(name).open(options);
    }

    /**
     * What makes the runtimes of this name, for tools that look without opening one.
     *
     * @throws UnknownRuntimeException if no provider, or more than one, has this name; the message
     *     lists those that were found (WRK-SPI-002)
     */
    public static WorkerRuntimeProvider provider(String name) {
        List<WorkerRuntimeProvider> named =
                providers().stream().filter(provider -> provider.name().equals(name)).toList();
        if (named.isEmpty()) {
            throw new UnknownRuntimeException(name, names());
        }
        if (named.size() > 1) {
            throw UnknownRuntimeException.ambiguous(
                    name, named.stream().map(provider -> provider.getClass().getName()).toList());
        }
        return named.get(0);
    }

    /** The names of all runtimes on the class path, sorted. */
    public static List<String> names() {
        return providers().stream().map(WorkerRuntimeProvider::name).sorted().toList();
    }

    private static List<WorkerRuntimeProvider> providers() {
        return ServiceLoader.load(WorkerRuntimeProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .collect(Collectors.toList());
    }
}
