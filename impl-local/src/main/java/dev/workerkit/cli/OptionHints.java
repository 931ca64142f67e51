package dev.workerkit.cli;

import dev.workerkit.SpecException;
import dev.workerkit.UnsupportedException;
import dev.workerkit.WorkerException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Which option stands for a field of the library, for those who know its fields by no other name. */
final class OptionHints {

    private static final List<Hint> HINTS =
            List.of(
                    new Hint("launch.className", "--class-path", "--class-path"),
                    new Hint("bootstrap.classPath", "--class-path", "--class-path"),
                    // Other addresses are refused before they come to the library.
                    new Hint("address", "--open-network", "--open-network"),
                    new Hint(
                            "socketContext",
                            "--profile",
                            "\"socketContext\" in the file of --profile"),
                    new Hint("engine", "--engine", "--engine"),
                    new Hint("options.address", "--address", "--address"),
                    new Hint("image", "--image", "--image"),
                    new Hint("resources.memoryBytes", "--memory", "--memory, or --size"),
                    new Hint("resources.cpus", "--cpus", "--cpus"),
                    new Hint("mounts", "--mount", "--mount, --own-mount or --temporary"),
                    new Hint("disk", "--disk", "--disk"),
                    new Hint("isolation.capabilities", "--capability", "--capability"),
                    new Hint("isolation.published", "--publish", "--publish, --network outbound"),
                    new Hint("isolation.network", "--network", "--network"),
                    new Hint("isolation.temporaryBytes", "--temporary", "--temporary /tmp=BYTES"),
                    new Hint("isolation.user", "--user", "--user"),
                    new Hint("isolation.processes", "--processes", "--processes"));

    private OptionHints() {}

    /** What is told of a failure of this command. */
    static String message(WorkerException failure, CommandSpec command) {
        return failure.getMessage()
                + HINTS.stream()
                        .filter(hint -> failure instanceof SpecException wrong && hint.fits(wrong))
                        .filter(hint -> command.findOption(hint.option) != null)
                        .findFirst()
                        .map(Hint::words)
                        .or(() -> otherRuntime(failure, command))
                        .map(words -> " (here: " + words + ")")
                        .orElse("");
    }

    /** What the local runtime lacks, the other one has. */
    private static Optional<String> otherRuntime(WorkerException failure, CommandSpec command) {
        OptionSpec runtime = command.findOption("--runtime");
        boolean lacking =
                failure instanceof UnsupportedException
                        && runtime != null
                        && "local".equals(runtime.getValue());
        return lacking ? Optional.of("--runtime container") : Optional.empty();
    }

    /**
     * A field and what it is called here.
     *
     * @param field it, or what it is a part of
     * @param option only commands that have it are meant
     */
    private record Hint(String field, String option, String words) {

        boolean fits(SpecException wrong) {
            return wrong.field().equals(field) || wrong.field().startsWith(field + ".");
        }
    }
}
