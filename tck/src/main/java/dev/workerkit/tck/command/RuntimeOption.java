package dev.workerkit.tck.command;

import dev.workerkit.tck.examiner.Candidate;
import dev.workerkit.tck.examiner.RuntimeSearchException;
import dev.workerkit.tck.harness.Harness;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
            description = "The runtime, by the name of its provider on the class path.")
    private Optional<String> named = Optional.empty();

    @Option(
            names = "--harness",
            paramLabel = "COMMAND",
            description =
                    "Instead of --runtime: a program that speaks for a runtime that is no Java, as"
                            + " one shell line, for example \"python3 harness.py\".")
    private Optional<String> behind = Optional.empty();

    /** Refuses none, and two at once. */
    void requireOne() {
        if (named.isPresent() && behind.isPresent()) {
            throw wrong(spec, "--runtime and --harness name two runtimes; leave one of them out");
        }
        if (named.isEmpty() && behind.isEmpty()) {
            throw wrong(
                    spec,
                    "Which runtime? Say --runtime NAME, or --harness COMMAND for one that is no"
                            + " Java");
        }
    }

    /** The harness that was named in the place of a runtime. */
    Optional<Harness> harness() {
        try {
            return behind.map(Harness::of);
        } catch (IllegalArgumentException e) {
            throw wrong(spec, "--harness: " + e.getMessage());
        }
    }

    /** The name of a provider, if that was given. */
    Optional<String> named() {
        return named;
    }

    /** Whether one was named, by itself or by its harness. */
    boolean isNamed() {
        return named.isPresent() || behind.isPresent();
    }

    /** Means the runtime of this name if none was named. */
    void byDefault(String name) {
        if (!isNamed()) {
            named = Optional.of(name);
        }
    }

    /** Opens it once, in this JVM, to ask what it is. */
    Candidate candidate(double timeScale) {
        requireOne();
        return harness()
                .map(harness -> Candidate.behind(harness, timeScale))
                .orElseGet(
                        () -> {
                            require();
                            return Candidate.named(name(), timeScale);
                        });
    }

    /** The name of a provider; what is behind a harness has none. */
    String name() {
        requireOne();
        return named.orElseThrow(
                () ->
                        wrong(
                                spec,
                                "--harness is not for '"
                                        + spec.name()
                                        + "', which needs a provider; say --runtime NAME"));
    }

    /** Refuses a runtime that there is not, or more than once, in this JVM. */
    void require() {
        try {
            Candidate.require(name());
        } catch (RuntimeSearchException e) {
            throw wrong(spec, e.getMessage());
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
                                    : KnownNames.words(asked, known)));
        }
    }

    private static ParameterException wrong(CommandSpec spec, @Nullable String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
