package dev.workerkit.local;

import dev.workerkit.Launch;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerSpec;
import dev.workerkit.host.Hooks;
import dev.workerkit.os.Ownership;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is to be spawned for a worker, over and over.
 *
 * @param id the worker
 * @param name its name
 * @param spec what was asked for
 * @param program the file that is executed
 * @param words the words of the command; asked for at each spawn
 * @param owner whose its files are, if it runs as another user than the master
 * @param hooks what is run in the process of a Java worker before the worker is
 */
record WorkerPlan(
        WorkerId id,
        String name,
        WorkerSpec spec,
        Path program,
        Supplier<List<String>> words,
        Optional<Ownership> owner,
        Hooks hooks) {

    boolean isJava() {
        return spec.launch() instanceof Launch.JavaWorker;
    }
}
