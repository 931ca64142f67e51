package dev.workerkit.remote;

import dev.workerkit.RuntimeOptions;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.launch.Opening;
import dev.workerkit.spi.WorkerRuntimeProvider;

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
        return Opening.of(NAME, options, permits -> NearbyLauncher.open(options));
    }
}
