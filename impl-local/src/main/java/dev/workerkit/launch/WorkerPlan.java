package dev.workerkit.launch;

import dev.workerkit.Launch;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerSpec;
import dev.workerkit.host.Hooks;
import dev.workerkit.os.Ownership;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A worker that is to be spawned, over and over.
 *
 * @param id the worker
 * @param name its name
 * @param spec what was asked for
 * @param owner whose its files are, if it runs as another user than the master
 * @param hooks what is run in a Java worker before the worker is
 */
public record WorkerPlan(
        WorkerId id, String name, WorkerSpec spec, Optional<Ownership> owner, Hooks hooks) {

    /** Whether it has a host, which connects to its master, and a channel. */
    public boolean isJava() {
        return spec.launch() instanceof Launch.JavaWorker;
    }

    /** Gives a file that was made for the worker to whom it runs as. */
    void handOver(Path made) {
        owner.ifPresent(each -> each.give(made));
    }
}
