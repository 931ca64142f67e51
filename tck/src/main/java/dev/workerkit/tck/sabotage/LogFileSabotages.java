package dev.workerkit.tck.sabotage;

import dev.workerkit.LogPolicy;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.spi.WorkerRuntimeProvider;
import dev.workerkit.tck.FolderDeletion;
import dev.workerkit.tck.forwarding.ForwardingProvider;
import dev.workerkit.tck.forwarding.ForwardingRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Of the files of a log, and of what writing them means to a worker. */
final class LogFileSabotages {

    private static final Duration A_WHILE = Duration.ofSeconds(2);

    private LogFileSabotages() {}

    static List<Sabotage> all() {
        return List.of(
                Sabotage.of(
                        "reads-no-more-than-64-kb",
                        "WRK-LOG-004",
                        "Stops reading the output of a worker when 64 KB of it are there",
                        Launches.toCommands("\"$@\" | { head -c 65536; exec sleep 100000; }")),
                Sabotage.of(
                        "never-rotates",
                        "WRK-LOG-005",
                        "Lets the file of a log grow as long as it does",
                        Deed.toSpec(spec -> spec.withLog(LogPolicy.defaults()))),
                Sabotage.of(
                        "keeps-a-file-too-many",
                        "WRK-LOG-005",
                        "Keeps one file more than the policy says, beside the current one",
                        Deed.toSpec(
                                spec ->
                                        spec.withLog(
                                                new LogPolicy(
                                                        spec.log().maxFileBytes(),
                                                        spec.log().files() + 1)))),
                Sabotage.of(
                        "rotates-when-a-file-is-too-large",
                        "WRK-LOG-005",
                        "Rotates a file only after it has grown beyond the limit",
                        Deed.toSpec(
                                spec ->
                                        spec.withLog(
                                                new LogPolicy(
                                                        spec.log().maxFileBytes() + 1024,
                                                        spec.log().files())))),
                Sabotage.of(
                        "deletes-logs-that-are-to-be-kept",
                        "WRK-LOG-006",
                        "Writes logs to a temporary folder, whichever was given",
                        Deed.toOptions(options -> inFolder(options, Optional.empty()))),
                Sabotage.of(
                        "leaves-logs-that-nobody-keeps",
                        "WRK-LOG-006",
                        "Leaves the logs behind for which no folder was given",
                        LeavingLogs::new));
    }

    private static RuntimeOptions inFolder(RuntimeOptions options, Optional<Path> folder) {
        return new RuntimeOptions(
                options.bootstrap(),
                folder,
                options.stopDeadline(),
                options.engine(),
                options.image(),
                options.address());
    }

    /** Forgets the temporary folders of its runtimes, which are deleted some time later. */
    private static final class LeavingLogs extends ForwardingProvider {

        LeavingLogs(WorkerRuntimeProvider provider) {
            super(provider);
        }

        @Override
        public WorkerRuntime open(RuntimeOptions options) {
            if (options.logDirectory().isPresent()) {
                return super.open(options);
            }
            try {
                Path folder = Files.createTempDirectory("workerkit-logs-");
                return new ForwardingRuntime(super.open(inFolder(options, Optional.of(folder)))) {
                    @Override
                    public void close() {
                        super.close();
                        Background.after(A_WHILE, () -> FolderDeletion.of(folder));
                    }
                };
            } catch (IOException e) {
                throw new UncheckedIOException("Can't make a folder for logs", e);
            }
        }
    }
}
