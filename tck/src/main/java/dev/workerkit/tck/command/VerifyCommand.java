package dev.workerkit.tck.command;

import dev.workerkit.tck.attestation.Attestation;
import dev.workerkit.tck.attestation.AttestationException;
import dev.workerkit.tck.attestation.KeyFileException;
import dev.workerkit.tck.attestation.VerifyingKey;
import dev.workerkit.tck.report.ReportFile;
import dev.workerkit.tck.report.ReportFileException;
import dev.workerkit.tck.report.ReportFormat;
import dev.workerkit.tck.report.Sentences;
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

/** Tells whether a signed statement and its report are as they were signed. */
@Command(
        name = "verify",
        description =
                "Tells whether a statement, its signature and its report are as they were signed."
                        + " Exit code 1: they are not; 2: who signed them can't be told, for want of"
                        + " a key.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class)
final class VerifyCommand implements Callable<Integer> {

    @ParentCommand private @Nullable Tck parent;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "STATEMENT",
            description = "As tck attest writes it, or the folder that it is in.")
    private Path statement = Path.of("");

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "The public key of who should have signed it, as PEM.")
    private Optional<Path> key = Optional.empty();

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "The report; by default conformance.json beside the statement.")
    private Optional<Path> report = Optional.empty();

    @Override
    public Integer call() {
        Path signed =
                Files.isDirectory(statement)
                        ? statement.resolve(AttestCommand.FILE_NAME)
                        : statement;
        Path about = report.orElseGet(() -> signed.resolveSibling(ReportFormat.JSON.fileName()));
        require(signed, "statement");
        require(about, "report");
        Terminal terminal = Objects.requireNonNull(parent).terminal();
        try {
            Optional<VerifyingKey> verifying = key.map(VerifyingKey::read);
            ReportFile file = Attestation.verify(signed, about, verifying);
            terminal.out()
                    .printf("%s: %s%n", file.report().headline(), Sentences.of(file.report()));
            return verifying.map(known -> told(terminal, known)).orElseGet(() -> untold(terminal));
        } catch (AttestationException | ReportFileException e) {
            terminal.out().println(terminal.red("Not as it was signed.") + " " + e.getMessage());
            return 1;
        } catch (KeyFileException e) {
            throw wrong(e.getMessage());
        }
    }

    private static int told(Terminal terminal, VerifyingKey key) {
        terminal.out()
                .println(
                        terminal.green("Report and statement are as they were signed with the key ")
                                + key.id());
        return 0;
    }

    private static int untold(Terminal terminal) {
        terminal.out()
                .println(
                        "The report is what the statement says, but who signed that can't be told"
                                + " without --key.");
        return Tck.INCONCLUSIVE;
    }

    private void require(Path file, String what) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw wrong("There is no " + what + " " + file + " that can be read");
        }
    }

    private ParameterException wrong(@Nullable String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
