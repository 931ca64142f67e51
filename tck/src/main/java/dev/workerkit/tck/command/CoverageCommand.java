package dev.workerkit.tck.command;

import dev.workerkit.tck.examiner.VerificationCatalog;
import dev.workerkit.tck.registry.Registry;
import dev.workerkit.tck.report.ConformanceReport;
import dev.workerkit.tck.report.ReportFile;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Tells what is verified, and what is not. */
@Command(
        name = "coverage",
        description =
                "Tells which verifications each requirement has, which have none and why; with a"
                        + " report, what was found and what was not looked at. Exit code 1: a MUST"
                        + " has neither a verification nor a reason.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false)
final class CoverageCommand implements Callable<Integer> {

    @ParentCommand private @Nullable Tck parent;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ScopeOptions scope = new ScopeOptions();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "REPORT",
            description = "A conformance.json, or its folder.")
    private @Nullable Path report;

    @Override
    public Integer call() {
        Tck tck = Objects.requireNonNull(parent);
        Registry registry = Registry.load();
        scope.require(registry);
        Optional<ConformanceReport> found =
                Optional.ofNullable(report)
                        .map(path -> ReportArgument.read(spec, path))
                        .map(ReportFile::report);
        Coverage coverage =
                Coverage.of(
                        registry,
                        VerificationCatalog.discover(tck.verifications(), registry),
                        scope.options(),
                        found);
        new CoverageWords(tck.terminal(), coverage).print();
        return coverage.gaps().isEmpty() ? 0 : 1;
    }
}
