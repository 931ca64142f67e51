package dev.workerkit.tck.sample;

import dev.workerkit.RuntimeOptions;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.spi.WorkerRuntimeProvider;
import java.util.concurrent.atomic.AtomicReference;

/** Provides the runtime {@code toy}, with the flaw that a test wants. */
public final class ToyProvider implements WorkerRuntimeProvider {

    private static final AtomicReference<ToyRuntime.Flaw> FLAW =
            new AtomicReference<>(ToyRuntime.Flaw.NONE);

    /** All that are opened from now on have this flaw. */
    public static void openWith(ToyRuntime.Flaw flaw) {
        FLAW.set(flaw);
    }

    @Override
    public String name() {
        return "toy";
    }

    @Override
    public WorkerRuntime open(RuntimeOptions options) {
        return new ToyRuntime(FLAW.get());
    }
}
