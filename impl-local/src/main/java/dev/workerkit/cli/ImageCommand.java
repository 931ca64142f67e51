package dev.workerkit.cli;

import dev.workerkit.RuntimeOptions;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerRuntimes;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code workerkit image}. */
@Command(
        name = "image",
        description = {
            "Writes the image in which the workers of a swarm run that name none, for machines that"
                    + " have no registry: docker load --input FILE.",
            "The classes of this call and of its profile are in it, so call it with the class path"
                    + " of the master."
        },
        footer = {
            "",
            "Ends with 0 if it is written, 3 if it can't be made or written, 64 if the call was"
                    + " wrong."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ImageCommand implements Callable<Integer> {

    @CommandLine.Spec private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--output",
            paramLabel = "FILE",
            required = true,
            description = "The file, which is replaced once all is written.")
    private Path output = Path.of("");

    @Option(
            names = "--runtime",
            paramLabel = "NAME",
            description = "Whose workers they are; default: ${DEFAULT-VALUE}.")
    private String runtimeName = "swarm";

    @Mixin private ProfileOptions profile = new ProfileOptions();

    @Override
    public Integer call() {
        Path file = output.toAbsolutePath();
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try {
            String name;
            try (OutputStream archive =
                    new BufferedOutputStream(Files.newOutputStream(unfinished))) {
                name =
                        WorkerRuntimes.provider(runtimeName)
                                .writeImage(
                                        RuntimeOptions.defaults().withBootstrap(profile.profile()),
                                        archive);
            }
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
            command.commandLine().getOut().println(name);
            command.commandLine().getOut().flush();
            return ExitStatus.FINE;
        } catch (IOException e) {
            throw new WorkerException(
                    "Tried to write " + file + ": " + e + "; give a file in a folder with room", e);
        } finally {
            delete(unfinished);
        }
    }

    private static void delete(Path unfinished) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            System.getLogger(ImageCommand.class.getName())
                    .log(System.Logger.Level.DEBUG, "Can't delete " + unfinished, e);
        }
    }
}
