package dev.workerkit.tck.command;

import dev.workerkit.tck.examiner.Examiner;
import dev.workerkit.tck.examiner.RuntimeSearchException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which runtime is verified, where it is, and so in which JVM. */
final class ExaminerOption {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Mixin private RuntimeOption runtime = new RuntimeOption();

    @Mixin private ClassPathOption classPath = new ClassPathOption();

    /** Whether a runtime or a harness was named. */
    boolean isNamed() {
        return runtime.isNamed();
    }

    /** Means the runtime of this name if none was named. */
    void byDefault(String name) {
        runtime.byDefault(name);
    }

    /**
     * Opens the runtime once, to ask what it declares. What it prints is shown.
     *
     * @param packageName that of the verifications
     * @throws ParameterException if it is not there, which is told before anything is done
     */
    Examiner examiner(Tck tck, double timeScale, String packageName) {
        return examiner(tck, timeScale, packageName, lines(tck));
    }

    /** Shows what the runtime prints. */
    RuntimeLines lines(Tck tck) {
        return new RuntimeLines(
                runtime.named().orElse("harness"), tck.terminal(), spec.commandLine().getErr());
    }

    /** The same, but this hears what it prints. */
    Examiner examiner(Tck tck, double timeScale, String packageName, Consumer<String> output) {
        runtime.requireOne();
        List<Path> added = classPath.entries();
        if (runtime.harness().isPresent() && !added.isEmpty()) {
            throw wrong("--classpath is for --runtime; what is behind a harness needs none");
        }
        // A harness is a process of its own, and can't end the TCK.
        if (runtime.harness().isPresent() || !tck.forking()) {
            return Examiner.here(runtime.candidate(timeScale));
        }
        try {
            return Examiner.beside(added, runtime.name(), timeScale, packageName, output);
        } catch (RuntimeSearchException e) {
            throw wrong(e.getMessage());
        }
    }

    private ParameterException wrong(@Nullable String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
