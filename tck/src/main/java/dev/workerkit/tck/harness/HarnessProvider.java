package dev.workerkit.tck.harness;

import dev.workerkit.RuntimeOptions;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.spi.WorkerRuntimeProvider;
import dev.workerkit.tck.TckSession;
import java.time.Duration;
import java.util.Optional;

/**
 * Makes runtimes that are behind a harness. It is no service: it is made of what the command line
 * says. What the harness does wrong is told to the session of the verification that opened it.
 */
record HarnessProvider(Harness harness, String name) implements WorkerRuntimeProvider {

    @Override
    public WorkerRuntime open(RuntimeOptions options) {
        Optional<TckSession> session = TckSession.ifAny();
        Duration patience =
                session.map(own -> own.patience(Harness.PATIENCE)).orElse(Harness.PATIENCE);
        return harness.open(options, patience, fault -> session.ifPresent(own -> own.blame(fault)));
    }

    @Override
    public String description() {
        return "what the harness '" + harness.line() + "' runs";
    }
}
