package dev.workerkit.cli;

import dev.workerkit.SpecException;
import dev.workerkit.WorkerException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

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
                            "\"socketContext\" in the file of --profile"));

    private OptionHints() {}

    /** What is told of a failure of this command. */
    static String message(WorkerException failure, CommandSpec command) {
        return failure.getMessage()
                + HINTS.stream()
                        .filter(hint -> failure instanceof SpecException wrong && hint.fits(wrong))
                        .filter(hint -> command.findOption(hint.option) != null)
                        .findFirst()
                        .map(hint -> " (here: " + hint.words + ")")
                        .orElse("");
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
