package dev.workerkit.tck.sample;

import dev.workerkit.RuntimeOptions;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.spi.WorkerRuntimeProvider;

/** Provides the runtime {@code fake}. */
public final class FakeProvider implements WorkerRuntimeProvider {

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public WorkerRuntime open(RuntimeOptions options) {
        return new FakeRuntime();
    }
}
