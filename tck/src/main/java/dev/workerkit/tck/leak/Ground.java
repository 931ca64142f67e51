package dev.workerkit.tck.leak;

import dev.workerkit.Capability;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.UnsupportedException;
import dev.workerkit.WorkerException;
import dev.workerkit.spi.RunningWorker;
import dev.workerkit.spi.RunningWorkers;
import dev.workerkit.spi.WorkerRuntimeProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Where runtimes may leave something besides this JVM and the machine's processes and memory.
 *
 * @param temporary the temporary folder of this JVM, if nobody else uses it
 * @param engines those of containers, if workers may run in some
 * @param workers all workers that run, whoever is their master, if the runtime shows them
 */
public record Ground(
        Optional<Path> temporary,
        List<EngineCommand> engines,
        Supplier<List<RunningWorker>> workers) {

    /** Copies the list. */
    public Ground {
        engines = List.copyOf(engines);
    }

    /** This JVM and this machine alone. */
    public static Ground ofThisJvm() {
        return new Ground(Optional.empty(), List.of(), List::of);
    }

    /** That of a runtime which declares this. */
    public static Ground of(
            Supplier<WorkerRuntimeProvider> provider,
            Set<Capability> declared,
            Optional<Path> temporary) {
        return new Ground(
                temporary,
                declared.contains(Capability.IMAGES) ? EngineCommand.thatAnswer() : List.of(),
                () -> running(provider.get()));
    }

    private static List<RunningWorker> running(WorkerRuntimeProvider provider) {
        try (RunningWorkers all = provider.running(RuntimeOptions.defaults())) {
            return all.list();
        } catch (UnsupportedException e) {
            // Those of such a runtime are processes, and found as that.
            return List.of();
        } catch (WorkerException e) {
            // Whether it can tell is another requirement.
            return List.of();
        }
    }
}
