package dev.workerkit.local;

import dev.workerkit.RuntimeOptions;
import dev.workerkit.UnsupportedException;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.engine.SupervisedRuntime;
import dev.workerkit.pool.PoolingRuntime;
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
    public WorkerRuntime open(RuntimeOptions options) {
        String system = System.getProperty("os.name");
        if (!system.equals("Linux")) {
            throw new UnsupportedException(
                    "The runtime 'local' runs on Linux, and this is "
                            + system
                            + "; run the master on Linux or in a Linux container");
        }
        LocalLauncher launcher = LocalLauncher.open(options);
        return new PoolingRuntime(
                new SupervisedRuntime(NAME, options, launcher), options, launcher.javaLaunches());
    }
}
