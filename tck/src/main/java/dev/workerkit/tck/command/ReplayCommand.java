package dev.workerkit.tck.command;

import dev.workerkit.tck.Durations;
import dev.workerkit.tck.examiner.Examined;
import dev.workerkit.tck.examiner.Examiner;
import dev.workerkit.tck.examiner.Pace;
import dev.workerkit.tck.examiner.Verification;
import dev.workerkit.tck.examiner.VerificationCatalog;
import dev.workerkit.tck.registry.Registry;
import dev.workerkit.tck.replay.Arguments;
import dev.workerkit.tck.replay.Replay;
import dev.workerkit.tck.replay.ReplayFile;
import dev.workerkit.tck.replay.ReplayFileException;
import dev.workerkit.tck.report.Headline;
import dev.workerkit.tck.report.TckVersion;
import dev.workerkit.tck.report.Timeline;
import dev.workerkit.tck.report.Verdict;
import dev.workerkit.tck.report.VerificationResult;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Does again what did not pass. */
@Command(
        name = "replay",
        description =
                "Runs a verification that did not pass again, and of a property exactly the try that"
                        + " falsified it. Exit codes: 1 it fails again, 0 it passes now, 2 that"
                        + " can't be told.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false)
final class ReplayCommand implements Callable<Integer> {

    private static final int MOST = 10_000;

    @ParentCommand private @Nullable Tck parent;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "FILE",
            description = "From the folder replay of a report, or of a bug that somebody reported.")
    private Path file = Path.of("");

    @Mixin private ExaminerOption runtime = new ExaminerOption();

    @Option(
            names = "--times",
            paramLabel = "N",
            description = "So many times, for what fails only now and then; by default once.")
    private int times = 1;

    @Override
    public Integer call() {
        Tck tck = Objects.requireNonNull(parent);
        if (times < 1 || times > MOST) {
            throw wrong("--times is " + times + "; it must be 1 to " + MOST);
        }
        Replay replay = read();
        Verification verification = verification(tck, replay);
        requireArguments(replay, verification);
        if (!runtime.isNamed()) {
            requireProvider(replay);
            runtime.byDefault(replay.runtime().name());
        }
        try (Examiner examiner = runtime.examiner(tck, replay.timeScale(), tck.verifications())) {
            PrintStream out = tck.terminal().out();
            out.printf(
                    "Replaying %s on the runtime '%s', seed %d%n",
                    verification.id(), examiner.declaration().description().name(), replay.seed());
            Optional<String> obstacle = Optional.ofNullable(examiner.declaration().obstacle());
            if (obstacle.isPresent()) {
                out.println("can't tell: " + obstacle.orElseThrow());
                return Tck.INCONCLUSIVE;
            }
            return run(
                    replay,
                    () ->
                            examiner.verify(
                                    verification,
                                    new Pace(
                                            replay.seed(),
                                            replay.timeScale(),
                                            tck.limit(),
                                            replay.arguments())),
                    out);
        }
    }

    /** The command of a file is not run: whoever got the file need not trust it. */
    private void requireProvider(Replay replay) {
        String harness = replay.runtime().harness();
        if (harness != null) {
            throw wrong(
                    "%s was found on '%s' behind the harness '%s'; say --harness COMMAND, where that is here"
                            .formatted(file, replay.runtime().name(), harness));
        }
    }

    private Replay read() {
        try {
            return ReplayFile.read(file, TckVersion.current());
        } catch (ReplayFileException e) {
            throw wrong(e.getMessage());
        }
    }

    private Verification verification(Tck tck, Replay replay) {
        return VerificationCatalog.discover(tck.verifications(), Registry.load())
                .verifications()
                .stream()
                .filter(verification -> verification.id().equals(replay.verification()))
                .findFirst()
                .orElseThrow(
                        () ->
                                wrong(
                                        "%s is of the verification %s, which this TCK does not have"
                                                .formatted(file, replay.verification())));
    }

    private void requireArguments(Replay replay, Verification verification) {
        if (replay.arguments() != null) {
            try {
                Arguments.values(replay.arguments(), verification.method());
            } catch (ReplayFileException e) {
                throw wrong(file + ": " + e.getMessage());
            }
        }
    }

    /** Shows the first run that did not pass, or the last one. */
    private int run(Replay replay, Supplier<Examined> verify, PrintStream out) {
        Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
        Examined shown = null;
        for (int i = 1; i <= times; i++) {
            Examined now = verify.get();
            VerificationResult result = now.result();
            verdicts.add(result.verdict());
            out.printf(
                    "%s%s in %s%s%n",
                    times == 1 ? "" : i + ". ",
                    result.verdict().word(),
                    Durations.text(Duration.ofMillis(result.durationMillis())),
                    result.message() == null ? "" : ": " + Headline.of(result.message()));
            if (shown == null || shown.result().verdict() == Verdict.PASSED) {
                shown = now;
            }
        }
        print(replay, Objects.requireNonNull(shown), out);
        return exitCode(verdicts);
    }

    private static void print(Replay replay, Examined shown, PrintStream out) {
        VerificationResult result = shown.result();
        if (result.counterexample() != null) {
            out.println("Falsified by:");
            result.counterexample().sample().forEach(line -> out.println("  - " + line));
        }
        if (!shown.evidence().trace().isEmpty()) {
            out.println();
            new Timeline(shown.evidence().trace()).lines().forEach(out::println);
        }
        out.println();
        out.println(
                result.verdict() != replay.verdict()
                        ? "Before, the verdict was '%s': %s"
                                .formatted(replay.verdict().word(), Headline.of(replay.message()))
                        : replay.message().equals(result.message())
                                ? "The same as before."
                                : "The same verdict as before; then the message was: "
                                        + Headline.of(replay.message()));
    }

    private static int exitCode(Set<Verdict> verdicts) {
        if (verdicts.contains(Verdict.FAILED)) {
            return 1;
        }
        if (verdicts.contains(Verdict.ERROR)) {
            return Tck.FAULT;
        }
        return verdicts.equals(EnumSet.of(Verdict.PASSED)) ? 0 : Tck.INCONCLUSIVE;
    }

    private ParameterException wrong(@Nullable String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
