package dev.workerkit.tck.command;

import dev.workerkit.tck.Durations;
import dev.workerkit.tck.campaign.Campaign;
import dev.workerkit.tck.campaign.CampaignResult;
import java.nio.file.Path;
import java.time.Duration;
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

/** Runs a crash campaign. */
@Command(
        name = "campaign",
        description =
                "Kills workers and masters at random while messages flow over durable channels, and"
                        + " tells whether one was lost or came again after it was acknowledged, and"
                        + " what was left over.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false)
final class CampaignCommand implements Callable<Integer> {

    private static final int FINE = 0;
    private static final int NOT_FINE = 1;
    private static final int MOST_KILLS = 1_000_000;

    @ParentCommand private @Nullable Tck parent;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private RuntimeOption runtime = new RuntimeOption();

    @Mixin private ClassPathOption classPath = new ClassPathOption();

    @Option(
            names = "--kills",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many; 1000 unless it is given. Most are of workers.")
    private int kills = 1000;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of the schedule: whom to kill when. The same again for the same seed.")
    private Optional<Long> seed = Optional.empty();

    @Override
    public Integer call() throws InterruptedException {
        Terminal terminal = Objects.requireNonNull(parent).terminal();
        if (kills < 1 || kills > MOST_KILLS) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--kills is " + kills + "; it must be from 1 to " + MOST_KILLS);
        }
        List<Path> added = classPath.entries();
        if (!added.isEmpty()) {
            runtime.name();
            return new Relaunch(added, spec).run(terminal.out(), spec.commandLine().getErr());
        }
        runtime.require();
        Optional<String> obstacle = Campaign.obstacle(runtime.name());
        if (obstacle.isPresent()) {
            terminal.out().println("Inconclusive: " + obstacle.get());
            return Tck.INCONCLUSIVE;
        }
        long chosen = seed.orElseGet(() -> RandomGenerator.getDefault().nextLong(1L << 32));
        terminal.out()
                .printf(
                        "Crash campaign on the runtime '%s': %,d kills, seed %d%n",
                        runtime.name(), kills, chosen);
        return run(chosen, terminal);
    }

    private int run(long chosen, Terminal terminal) throws InterruptedException {
        long begin = System.nanoTime();
        CampaignProgress progress = new CampaignProgress(terminal, kills);
        Campaign campaign = new Campaign(runtime.name(), kills, chosen, progress);
        Interruption interruption = Interruption.by(campaign::interrupt);
        try {
            CampaignResult result = campaign.run();
            progress.ends();
            print(result, terminal, Duration.ofNanos(System.nanoTime() - begin));
            return exitCode(result);
        } finally {
            interruption.over();
        }
    }

    private static int exitCode(CampaignResult result) {
        if (!result.isFine()) {
            return NOT_FINE;
        }
        return isConclusive(result) ? FINE : Tck.INCONCLUSIVE;
    }

    /** Where hardly anything was sent, nothing could be lost. */
    private static boolean isConclusive(CampaignResult result) {
        return !result.interrupted() && result.findings().acknowledged() > result.killed();
    }

    private static void print(CampaignResult result, Terminal terminal, Duration time) {
        result.figures().forEach(terminal.out()::println);
        terminal.out().println("Time: " + Durations.text(time));
        result.wrongs().forEach(wrong -> terminal.out().println(terminal.red("WRONG ") + wrong));
        result.kept().ifPresent(folder -> terminal.out().println("The journals are in " + folder));
        terminal.out().println(verdict(result, terminal));
    }

    private static String verdict(CampaignResult result, Terminal terminal) {
        if (!result.isFine()) {
            return terminal.red("Not fine.");
        }
        if (result.interrupted()) {
            return "Inconclusive: it was interrupted.";
        }
        return isConclusive(result)
                ? terminal.green("Fine.")
                : "Inconclusive: hardly any message was acknowledged.";
    }
}
