package dev.workerkit.tck.command;

import dev.workerkit.tck.report.ReportJson;
import dev.workerkit.tck.signature.ApiJar;
import dev.workerkit.tck.signature.Difference;
import dev.workerkit.tck.signature.SignatureCheck;
import dev.workerkit.tck.signature.SignatureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Compares the API that a vendor ships with the released one. */
@Command(
        name = "signatures",
        description =
                "Compares the jar of the API that a vendor ships with the released one: what is"
                        + " missing, changed or additional among its public and protected types"
                        + " and members.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false)
final class SignaturesCommand implements Callable<Integer> {

    private static final int ALIKE = 0;
    private static final int DIFFERENT = 1;

    @ParentCommand private @Nullable Tck parent;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "JAR", description = "The API's jar as the vendor ships it.")
    private Path vendor = Path.of("");

    @Option(
            names = "--against",
            paramLabel = "JAR",
            description = "The released jar; by default the one that this TCK was built with.")
    private Optional<Path> released = Optional.empty();

    @Option(
            names = "--allow-additions",
            description = "What the vendor's jar alone has is fine, as it is in a later version.")
    private boolean additionsAllowed;

    @Option(
            names = "--to",
            paramLabel = "FILE",
            description = "Writes the differences to this file, as JSON.")
    private Optional<Path> to = Optional.empty();

    @Override
    public Integer call() throws IOException {
        Terminal terminal = Objects.requireNonNull(parent).terminal();
        List<Difference> found = differences();
        for (Difference difference : found) {
            terminal.out().println(difference.words());
        }
        long wrong = found.stream().filter(this::isWrong).count();
        terminal.out()
                .println(
                        wrong == 0
                                ? terminal.green("Compatible.") + counted(found)
                                : terminal.red("Not compatible.") + counted(found));
        if (to.isPresent()) {
            Files.writeString(to.orElseThrow(), ReportJson.text(found));
        }
        return wrong == 0 ? ALIKE : DIFFERENT;
    }

    private boolean isWrong(Difference difference) {
        return !additionsAllowed
                || difference.kind() != Difference.Kind.ADDITIONAL
                || difference.breaksPrograms();
    }

    private static String counted(List<Difference> found) {
        return " %d missing, %d changed, %d additional"
                .formatted(
                        count(found, Difference.Kind.MISSING),
                        count(found, Difference.Kind.CHANGED),
                        count(found, Difference.Kind.ADDITIONAL));
    }

    private static long count(List<Difference> found, Difference.Kind kind) {
        return found.stream().filter(difference -> difference.kind() == kind).count();
    }

    private List<Difference> differences() {
        try (ApiJar theirs = ApiJar.of(vendor);
                ApiJar ours = released.map(ApiJar::of).orElseGet(ApiJar::own)) {
            return SignatureCheck.of(ours.path(), theirs.path());
        } catch (SignatureException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }
}
