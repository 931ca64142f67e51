package dev.workerkit.tck.harness;

import dev.workerkit.spi.WorkerRuntimeProvider;
import dev.workerkit.tck.RuntimeSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds the runtime behind a harness in a JVM that a verification started. */
public final class HarnessSource implements RuntimeSource {

    private static final String LINE = "workerkit.tck.harness.line";
    private static final String FOLDER = "workerkit.tck.harness.folder";

    /** For {@link java.util.ServiceLoader}. */
    public HarnessSource() {}

    /** The settings with which it is found. */
    static List<String> settings(Harness harness) {
        return List.of("-D" + LINE + "=" + harness.line(), "-D" + FOLDER + "=" + harness.folder());
    }

    @Override
    public Optional<WorkerRuntimeProvider> provider(String name) {
        return Optional.ofNullable(System.getProperty(LINE))
                .map(line -> new Harness(line, Path.of(System.getProperty(FOLDER, ""))))
                .map(harness -> new HarnessProvider(harness, name));
    }
}
