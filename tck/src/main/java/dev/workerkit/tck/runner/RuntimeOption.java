package dev.workerkit.tck.runner;

import dev.workerkit.WorkerRuntimes;
import java.util.List;
import java.util.ServiceConfigurationError;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which runtime a command is about. */
final class RuntimeOption {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--runtime",
            paramLabel = "NAME",
            required = true,
            description = "The runtime, by the name of its provider on the class path.")
    private String name = "";

    String name() {
        return name;
    }

    /** Refuses a runtime that there is not, or more than once. */
    void require() {
        List<String> known = known();
        requireKnown(spec, "runtime", name, known);
        if (known.stream().filter(name::equals).count() > 1) {
            throw wrong(
                    spec,
                    "There is more than one runtime '"
                            + name
                            + "' on the class path; leave one there");
        }
    }

    private List<String> known() {
        try {
            return WorkerRuntimes.names();
        } catch (ServiceConfigurationError e) {
            throw wrong(
                    spec,
                    "A provider can't be loaded; mend it or take it off the class path: "
                            + e.getMessage()
                            + (e.getCause() == null ? "" : ": " + e.getCause()));
        }
    }

    /** Refuses what there is not, and tells what there is. */
    static void requireKnown(CommandSpec spec, String kind, String asked, List<String> known) {
        if (!known.contains(asked)) {
            throw wrong(
                    spec,
                    "There is no "
                            + kind
                            + " '"
                            + asked
                            + "'; "
                            + (known.isEmpty()
                                    ? "none is on the class path"
                                    : "known: " + String.join(", ", known)));
        }
    }

    private static ParameterException wrong(CommandSpec spec, String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
