package dev.workerkit.container;

import dev.workerkit.RuntimeOptions;
import dev.workerkit.UnsupportedException;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.container.engine.Engine;
import dev.workerkit.launch.Opening;
import dev.workerkit.spi.RunningWorkers;
import dev.workerkit.spi.WorkerRuntimeProvider;
import java.util.Optional;

/**
 * The runtime {@code container}: each worker is a container of an engine on this machine, which runs
 * Linux.
 */
public final class ContainerRuntimeProvider implements WorkerRuntimeProvider {

    static final String NAME = "container";

    /** For {@link java.util.ServiceLoader}. */
    public ContainerRuntimeProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "containers of an engine, such as Docker or Podman";
    }

    @Override
    public Optional<String> probe(RuntimeOptions options) {
        try (Engine engine = Engine.connect(options.engine())) {
            ContainerLauncher.requireUsable(engine);
            return Optional.of(
                    engine.facts().kind().label()
                            + " "
                            + engine.facts().version()
                            + " at "
                            + engine.endpoint());
        }
    }

    @Override
    public RunningWorkers running(RuntimeOptions options) {
        return new EngineWorkers(Engine.connect(options.engine()));
    }

    @Override
    public WorkerRuntime open(RuntimeOptions options) {
        String system = System.getProperty("os.name");
        if (!system.equals("Linux")) {
            throw new UnsupportedException(
                    "The runtime 'container' shares memory with its workers, which needs Linux, and"
                            + " this is "
                            + system
                            + "; run the master on Linux");
        }
        if (options.address().isPresent()) {
            throw new UnsupportedException(
                    "address: the workers of the runtime 'container' are on this machine, and need"
                            + " no address to reach it; leave it out, or open the runtime 'swarm'");
        }
        return Opening.of(NAME, options, permits -> ContainerLauncher.open(options, permits));
    }
}
