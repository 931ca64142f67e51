package dev.workerkit.tck.command;

import dev.workerkit.tck.conformance.ConformanceRun;
import dev.workerkit.tck.conformance.RunListener;
import dev.workerkit.tck.examiner.Examiner;
import dev.workerkit.tck.examiner.Lanes;
import dev.workerkit.tck.examiner.VerificationCatalog;
import dev.workerkit.tck.registry.Registry;
import dev.workerkit.tck.report.Headline;
import dev.workerkit.tck.report.PreviewReport;
import dev.workerkit.tck.report.RunOptions;
import dev.workerkit.tck.report.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

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

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Writes what it tells to this folder as JSON and Markdown.")
    private Optional<Path> report = Optional.empty();

    @Option(
            names = "--time-scale",
            paramLabel = "N",
            defaultValue = "1",
            description = "Waits N times as long for everything.")
    private double timeScale = 1;

    @Override
    public Integer call() throws IOException {
        Tck tck = Objects.requireNonNull(parent);
        report.ifPresent(this::prepare);
        Registry drafts = Registry.drafts();
        VerificationCatalog catalog = VerificationCatalog.discover(PREVIEWS, drafts);
        try (Examiner examiner = runtime.examiner(tck, timeScale, PREVIEWS)) {
            return preview(tck, drafts, catalog, examiner);
        }
    }

    private int preview(Tck tck, Registry drafts, VerificationCatalog catalog, Examiner examiner)
            throws IOException {
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
            PreviewReport found = PreviewReport.of(drafts.version(), run.verifyAll());
            print(found, tck.terminal());
            if (report.isPresent()) {
                found.write(report.orElseThrow());
            }
            return exitCode(found);
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

    private void prepare(Path folder) {
        try {
            PreviewReport.prepare(folder);
        } catch (IOException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "The report can't be written to "
                            + folder
                            + " ("
                            + e
                            + "); choose another folder, or make it writable");
        }
    }

    private static void print(PreviewReport found, Terminal terminal) {
        terminal.out()
                .printf(
                        "Drafted for version %s, as of which nothing counts yet:%n%n",
                        found.version());
        for (PreviewReport.Draft draft : found.drafts()) {
            terminal.out()
                    .printf(
                            "%s %s %s  %s%n",
                            word(draft.verdict(), terminal),
                            terminal.bold(draft.id()),
                            draft.level(),
                            draft.text());
            draft.reasons().stream()
                    .map(why -> "    " + why.verification() + ": " + Headline.of(why.message()))
                    .forEach(terminal.out()::println);
        }
        terminal.out().printf("%n%s%n", found.sentence());
    }

    private static int exitCode(PreviewReport found) {
        if (found.count(Verdict.ERROR) > 0) {
            return Tck.FAULT;
        }
        if (found.count(Verdict.FAILED) > 0) {
            return SOMETHING_WOULD_BREAK;
        }
        return found.count(Verdict.CANT_TELL) + found.count(Verdict.UNTESTED) > 0
                ? Tck.INCONCLUSIVE
                : NOTHING_WOULD_BREAK;
    }

    private static String word(Verdict verdict, Terminal terminal) {
        return switch (verdict) {
            case PASSED -> terminal.green("would pass ");
            case FAILED -> terminal.red("would break");
            default -> verdict.word();
        };
    }
}
