package dev.workerkit.tck.command;

import dev.workerkit.tck.conformance.ConformanceRun;
import dev.workerkit.tck.conformance.RunListener;
import dev.workerkit.tck.examiner.Examiner;
import dev.workerkit.tck.examiner.Lanes;
import dev.workerkit.tck.examiner.VerificationCatalog;
import dev.workerkit.tck.registry.Registry;
import dev.workerkit.tck.report.ConformanceReport;
import dev.workerkit.tck.report.Headline;
import dev.workerkit.tck.report.RequirementResult;
import dev.workerkit.tck.report.RunOptions;
import dev.workerkit.tck.report.Verdict;
import dev.workerkit.tck.report.VerificationResult;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Verifies what the next version of the specification is drafted to require. */
@Command(
        name = "preview",
        description =
                "Tells what the next version of the specification would say of a runtime. It is a"
                        + " draft: nothing of it counts yet.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false)
final class PreviewCommand implements Callable<Integer> {

    /** Where the verifications of the next version are. */
    static final String PREVIEWS = "dev.workerkit.tck.preview";

    private static final int NOTHING_WOULD_BREAK = 0;
    private static final int SOMETHING_WOULD_BREAK = 1;

    @ParentCommand private @Nullable Tck parent;

    @Mixin private ExaminerOption runtime = new ExaminerOption();

    @Option(
            names = "--time-scale",
            paramLabel = "N",
            defaultValue = "1",
            description = "Waits N times as long for everything.")
    private double timeScale = 1;

    @Override
    public Integer call() {
        Tck tck = Objects.requireNonNull(parent);
        Registry drafts = Registry.drafts();
        VerificationCatalog catalog = VerificationCatalog.discover(PREVIEWS, drafts);
        try (Examiner examiner = runtime.examiner(tck, timeScale, PREVIEWS)) {
            return preview(tck, drafts, catalog, examiner);
        }
    }

    private int preview(Tck tck, Registry drafts, VerificationCatalog catalog, Examiner examiner) {
        ConformanceRun run =
                new ConformanceRun(
                        drafts,
                        catalog,
                        examiner,
                        options(),
                        Lanes.of(1, timeScale),
                        tck.limit(),
                        RunListener.of(List.of()));
        Interruption interruption = Interruption.by(run::interrupt);
        try {
            return print(drafts, run.verifyAll(), tck.terminal());
        } finally {
            // When it is over after a signal, this JVM is.
            examiner.close();
            interruption.over();
        }
    }

    private RunOptions options() {
        long seed = RandomGenerator.getDefault().nextLong(1L << 32);
        return RunOptions.everything(seed, timeScale);
    }

    private static int print(Registry drafts, ConformanceReport found, Terminal terminal) {
        terminal.out()
                .printf(
                        "Drafted for version %s, as of which nothing counts yet:%n%n",
                        drafts.version());
        for (RequirementResult requirement : found.requirements()) {
            terminal.out()
                    .printf(
                            "%s %s %s  %s%n",
                            word(requirement.verdict(), terminal),
                            terminal.bold(requirement.id()),
                            requirement.level(),
                            requirement.text());
            found.verifications().stream()
                    .filter(result -> requirement.verifications().contains(result.id()))
                    .filter(result -> result.verdict() != Verdict.PASSED)
                    .map(PreviewCommand::why)
                    .forEach(terminal.out()::println);
        }
        long broken = count(found, Verdict.FAILED);
        long untold = count(found, Verdict.CANT_TELL) + count(found, Verdict.UNTESTED);
        if (count(found, Verdict.ERROR) > 0) {
            return Tck.FAULT;
        }
        terminal.out()
                .printf(
                        "%nOn '%s' %d of %d would break.%n",
                        found.runtime().name(), broken, found.requirements().size());
        if (broken > 0) {
            return SOMETHING_WOULD_BREAK;
        }
        return untold > 0 ? Tck.INCONCLUSIVE : NOTHING_WOULD_BREAK;
    }

    private static String word(Verdict verdict, Terminal terminal) {
        return switch (verdict) {
            case PASSED -> terminal.green("would pass ");
            case FAILED -> terminal.red("would break");
            default -> verdict.word();
        };
    }

    private static String why(VerificationResult result) {
        return "    " + result.id() + ": " + Headline.of(result.message());
    }

    private static long count(ConformanceReport found, Verdict verdict) {
        return found.requirements().stream()
                .filter(requirement -> requirement.verdict() == verdict)
                .count();
    }
}
