package dev.workerkit.tck.command;

import dev.workerkit.tck.attestation.Attestation;
import dev.workerkit.tck.attestation.KeyFileException;
import dev.workerkit.tck.attestation.SigningKey;
import dev.workerkit.tck.report.ReportFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** Signs a statement about a report. */
@Command(
        name = "attest",
        description =
                "Signs an in-toto test-result statement about a report, so that nobody can change"
                        + " the report unseen.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class)
final class AttestCommand implements Callable<Integer> {

    /** Beside the report. */
    static final String FILE_NAME = "conformance.attestation.json";

    @ParentCommand private @Nullable Tck parent;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "REPORT", description = "A conformance.json, or its folder.")
    private Path report = Path.of("");

    @Option(
            names = "--key",
            paramLabel = "FILE",
            required = true,
            description = "The private key, Ed25519 or ECDSA on P-256, as PEM; tck key makes one.")
    private Path key = Path.of("");

    @Option(
            names = "--to",
            paramLabel = "FILE",
            description =
                    "Where the statement is written to; by default "
                            + FILE_NAME
                            + " beside the report.")
    private Optional<Path> target = Optional.empty();

    @Override
    public Integer call() {
        ReportFile file = ReportArgument.read(spec, report);
        Path statement = target.orElseGet(() -> file.path().resolveSibling(FILE_NAME));
        try {
            Files.writeString(statement, Attestation.of(file, SigningKey.read(key)));
            Objects.requireNonNull(parent).terminal().out().println(statement);
            return 0;
        } catch (KeyFileException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        } catch (IOException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    statement + " can't be written (" + e + "); choose another file with --to");
        }
    }
}
