package dev.workerkit.tck.harness;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.UnsupportedException;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.spi.WorkerRuntimeProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * A program that stands between the TCK and a runtime that is no Java. Each runtime that is opened
 * has a process of its own.
 *
 * @param line how the program is run: words for {@code /bin/sh}
 * @param folder where it runs
 */
public record Harness(String line, Path folder) {

    /** How long any answer may take, on a usual machine. */
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Checks that there is a line, and that it can be run. */
    public Harness {
        if (line.isBlank()) {
            throw new IllegalArgumentException(
                    "there is no command; give one, for example \"python3 harness.py\"");
        }
        if (line.chars().anyMatch(c -> c == '\n' || c == 0)) {
            throw new IllegalArgumentException("the command has more than one line");
        }
    }

    /** Run where this JVM runs. */
    public static Harness of(String line) {
        return new Harness(line, Path.of("").toAbsolutePath());
    }

    /** What makes runtimes behind it. */
    public WorkerRuntimeProvider provider(String name) {
        return new HarnessProvider(this, name);
    }

    /** With which a JVM that a verification starts finds the same. */
    public List<String> settings() {
        return HarnessSource.settings(this);
    }

    /**
     * Runs it once, to hear how it introduces itself.
     *
     * @throws HarnessException if it does not, or not as it should
     */
    public HarnessHello hello(Duration patience) {
        try (Link link = new Link(this, patience, fault -> {})) {
            return HarnessHello.of(link);
        }
    }

    /**
     * Opens a runtime, with a new process.
     *
     * @param faults is told what the harness did wrong, if it does, once
     * @throws HarnessException if the harness is at fault
     * @throws dev.workerkit.WorkerException if the runtime can't be opened so
     */
    public WorkerRuntime open(RuntimeOptions options, Duration patience, Consumer<String> faults) {
        if (!options.bootstrap().equals(BootstrapProfile.defaults())) {
            throw new UnsupportedException(
                    "bootstrap.javaHome, bootstrap.jvmOptions, bootstrap.killSwitch and all others:"
                            + " a harness takes no bootstrap profile; leave it out");
        }
        Link link = new Link(this, patience, faults);
        try {
            return HarnessRuntime.open(HarnessHello.of(link), link, options);
        } catch (RuntimeException e) {
            link.close();
            throw e;
        }
    }
}
