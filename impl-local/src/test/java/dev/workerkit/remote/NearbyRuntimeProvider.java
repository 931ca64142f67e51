package dev.workerkit.remote;

import dev.workerkit.RuntimeOptions;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.engine.StartGate;
import dev.workerkit.engine.SupervisedRuntime;
import dev.workerkit.pool.PoolingRuntime;
import dev.workerkit.spi.WorkerRuntimeProvider;
import java.util.Optional;

/** The runtime "nearby": remote workers, whose relays are processes of this machine. */
public final class NearbyRuntimeProvider implements WorkerRuntimeProvider {

    static final String NAME = "nearby";

    /** For {@link java.util.ServiceLoader}. */
    public NearbyRuntimeProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "remote workers on this machine, for tests";
    }

    @Override
    public WorkerRuntime open(RuntimeOptions options) {
        NearbyLauncher launcher = NearbyLauncher.open(options);
        SupervisedRuntime workers =
                new SupervisedRuntime(NAME, options, launcher, Optional.empty(), StartGate.open());
        return new PoolingRuntime(workers, options, launcher.classes());
    }
}
