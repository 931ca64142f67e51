package dev.workerkit.container;

import dev.workerkit.container.engine.Mount;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the JVMs of an image start from, so that they need not load all classes one by one.
 *
 * @param seen asked for at each spawn: how the next JVM sees it
 * @param whenJavaRuns run when a Java worker is ready
 */
record JvmArchive(Supplier<Seen> seen, Runnable whenJavaRuns) {

    /** The same file for all: it holds no path of its own. */
    static final Path FILE = Path.of("/run/workerkit-archive");

    /**
     * An archive as a JVM in a container sees it.
     *
     * @param options of the JVM
     * @param mount the archive, or where it is to be made
     */
    record Seen(List<String> options, Optional<Mount> mount) {

        static final Seen NONE = new Seen(List.of(), Optional.empty());

        /** A file of this machine, which nobody can change. */
        static Seen reading(Path file, List<String> options) {
            return new Seen(options, Optional.of(new Mount.Bind(file, FILE.toString(), true)));
        }
    }

    /** None at all. */
    static JvmArchive none() {
        return always(Seen.NONE);
    }

    /** One that is there. */
    static JvmArchive always(Seen seen) {
        return new JvmArchive(() -> seen, () -> {});
    }
}
