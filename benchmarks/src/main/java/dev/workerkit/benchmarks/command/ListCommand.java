package dev.workerkit.benchmarks.command;

import dev.workerkit.benchmarks.report.BenchmarkReport.Described;
import dev.workerkit.benchmarks.trial.Catalog;
import java.io.PrintStream;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Shows what can be measured. */
@Command(
        name = "list",
        description = "Shows the benchmarks and the peers.",
        mixinStandardHelpOptions = true,
        versionProvider = BenchVersion.class)
final class ListCommand implements Callable<Integer> {

    @ParentCommand private @Nullable Bench parent;

    @Override
    public Integer call() {
        PrintStream out = Objects.requireNonNull(parent).out();
        out.println("Benchmarks:");
        for (Described benchmark : Catalog.benchmarks()) {
            out.printf("  %-14s %s%n", benchmark.name(), benchmark.description());
        }
        out.println("Peers:");
        for (Described peer : Catalog.peers()) {
            out.printf("  %-21s %s%n", peer.name(), peer.title());
        }
        return 0;
    }
}
