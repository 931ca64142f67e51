package dev.workerkit.local;

import dev.workerkit.RuntimeOptions;
import dev.workerkit.UnsupportedException;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.launch.Opening;
import dev.workerkit.spi.WorkerRuntimeProvider;

/** The runtime {@code local}: workers are processes of this machine, which runs Linux. */
public final class LocalRuntimeProvider implements WorkerRuntimeProvider {

    static final String NAME = "local";

    /** For {@link java.util.ServiceLoader}. */
    public LocalRuntimeProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "processes of this machine";
    }

    @Override
    public WorkerRuntime open(RuntimeOptions options) {
        String system = System.getProperty("os.name");
        if (!system.equals("Linux")) {
            throw new UnsupportedException(
                    "The runtime 'local' runs on Linux, and this is "
                            + system
                            + "; run the master on Linux or in a Linux container");
        }
        requireNoEngine(options);
        return Opening.of(NAME, options, permits -> LocalLauncher.open(options, permits));
    }

    private static void requireNoEngine(RuntimeOptions options) {
        if (options.engine().isPresent() || options.image().isPresent()) {
            throw new UnsupportedException(
                    (options.engine().isPresent() ? "engine" : "image")
                            + ": the runtime 'local' runs processes, and has neither an engine nor"
                            + " images; leave it out, or open the runtime 'container'");
        }
        if (options.address().isPresent()) {
            throw new UnsupportedException(
                    "address: the workers of the runtime 'local' are on this machine, and need no"
                            + " address to reach it; leave it out, or open the runtime 'swarm'");
        }
    }
}
