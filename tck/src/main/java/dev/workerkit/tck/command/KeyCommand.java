package dev.workerkit.tck.command;

import dev.workerkit.tck.attestation.KeyFileException;
import dev.workerkit.tck.attestation.SigningKey;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Makes a key to sign with. */
@Command(
        name = "key",
        description =
                "Makes an Ed25519 key for attest: FILE, to be kept secret, and FILE.pub, to be given"
                        + " to everybody.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class)
final class KeyCommand implements Callable<Integer> {

    @ParentCommand private @Nullable Tck parent;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "Where to, for example vendor.pem.")
    private Path file = Path.of("");

    @Override
    public Integer call() {
        try {
            Path shared = SigningKey.make(file);
            Objects.requireNonNull(parent)
                    .terminal()
                    .out()
                    .printf("Keep %s secret; give %s to everybody.%n", file, shared);
            return 0;
        } catch (KeyFileException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }
}
