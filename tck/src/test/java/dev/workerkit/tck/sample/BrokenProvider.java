package dev.workerkit.tck.sample;

import dev.workerkit.RuntimeOptions;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.spi.WorkerRuntimeProvider;

/** Provides the runtime {@code broken}, which can't be opened. */
public final class BrokenProvider implements WorkerRuntimeProvider {

    @Override
    public String name() {
        return "broken";
    }

    @Override
    public WorkerRuntime open(RuntimeOptions options) {
        throw new WorkerException("No engine found here; install one");
    }
}
