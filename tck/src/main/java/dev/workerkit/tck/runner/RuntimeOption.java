package dev.workerkit.tck.runner;

import java.util.List;
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

    /** Refuses a runtime that there is not, or more than once, in this JVM. */
    void require() {
        RuntimeSearch.of(name, FoundProvider.all(), FoundProvider::name)
                .objection()
                .ifPresent(
                        why -> {
                            throw wrong(spec, why);
                        });
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
