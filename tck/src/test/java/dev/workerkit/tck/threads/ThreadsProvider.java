package dev.workerkit.tck.threads;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.UnsupportedException;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.spi.WorkerRuntimeProvider;

/**
 * Provides the runtime {@code threads}: workers as threads of the master's own JVM, as somebody
 * might write it who has read the API's documentation and nothing else.
 */
public final class ThreadsProvider implements WorkerRuntimeProvider {

    @Override
    public String name() {
        return "threads";
    }

    @Override
    public WorkerRuntime open(RuntimeOptions options) {
        if (!options.bootstrap().equals(BootstrapProfile.defaults())) {
            throw new UnsupportedException(
                    "bootstrap.jvmOptions and the like: threads have no JVM of their own; leave the"
                            + " profile as it is");
        }
        options.engine().ifPresent(engine -> refuse("engine", engine));
        options.image().ifPresent(image -> refuse("image", image));
        options.address().ifPresent(address -> refuse("address", address));
        return new ThreadRuntime(options);
    }

    private static void refuse(String field, Object found) {
        throw new UnsupportedException(
                field + ": threads have no use for " + found + "; leave it out");
    }
}
