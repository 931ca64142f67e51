package dev.workerkit.benchmarks.spawn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A JVM that says hello, by the plain means of the JDK and without any flag. */
final class HelloSpawner implements Spawner {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /** Where its class is; nothing else is to be looked for. */
    private static final String CLASS_PATH =
            Hello.class.getProtectionDomain().getCodeSource().getLocation().getPath();

    private @Nullable Process process;

    @Override
    public void spawn() throws IOException {
        Process started =
                new ProcessBuilder(JAVA, "-cp", CLASS_PATH, Hello.class.getName())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        process = started;
        String line = started.inputReader().readLine();
        if (!"hello".equals(line)) {
            throw new IOException("The JVM said " + line + " instead of hello");
        }
    }

    @Override
    public void end() {
        Objects.requireNonNull(process).destroyForcibly().onExit().join();
    }

    @Override
    public void close() {}
}
