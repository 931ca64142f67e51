package dev.workerkit.tck.command;

import dev.workerkit.tck.Durations;
import dev.workerkit.tck.report.Fate;
import dev.workerkit.tck.report.KillMatrix;
import dev.workerkit.tck.report.SabotageResult;
import dev.workerkit.tck.report.SabotagedRequirement;
import dev.workerkit.tck.report.VerificationResult;
import dev.workerkit.tck.selftest.SelftestListener;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What a selftest tells while it goes on, and at the end. */
final class SelftestLines implements SelftestListener {

    private final Terminal terminal;
    private final PrintStream out;
    private int sabotages;
    private int ended;

    SelftestLines(Terminal terminal) {
        this.terminal = terminal;
        this.out = terminal.out();
    }

    @Override
    public synchronized void begins(int verifications, int count) {
        sabotages = count;
        out.printf("%d verifications on the runtime as it is%n", verifications);
    }

    @Override
    public synchronized void triesBegin(List<VerificationResult> notPassed) {
        notPassed.forEach(result -> out.println(ProgressLines.failure(terminal, result)));
        out.printf("%d sabotages%n", sabotages);
    }

    @Override
    public synchronized void ends(SabotageResult sabotage) {
        ended++;
        out.printf(
                "%4d/%d  %s  %s %s%s%n",
                ended,
                sabotages,
                word(sabotage.fate()),
                sabotage.requirement(),
                terminal.bold(sabotage.id()),
                how(sabotage));
    }

    private static String how(SabotageResult sabotage) {
        if (sabotage.fate() != Fate.KILLED) {
            return "  " + sabotage.wrong() + ". " + sabotage.reason();
        }
        SabotageResult.Trial last = sabotage.trials().get(sabotage.trials().size() - 1);
        return "  by %s, %s"
                .formatted(
                        last.verification(),
                        Durations.text(Duration.ofMillis(last.durationMillis())));
    }

    private String word(Fate fate) {
        String word = fate.word().toUpperCase(Locale.ROOT);
        return fate.exitCode() == 0 ? word : terminal.red(word);
    }

    @Override
    public synchronized void ends(KillMatrix matrix) {
        out.println();
        matrix.sabotages().stream()
                .filter(sabotage -> sabotage.fate().exitCode() != 0)
                .forEach(
                        sabotage ->
                                out.printf(
                                        "%s %s %s%s%n",
                                        word(sabotage.fate()),
                                        sabotage.requirement(),
                                        terminal.bold(sabotage.id()),
                                        how(sabotage)));
        for (SabotagedRequirement requirement : matrix.requirements(Fate.UNSABOTAGED)) {
            out.printf(
                    "%s %s  %s%n",
                    word(Fate.UNSABOTAGED), terminal.bold(requirement.id()), requirement.text());
        }
        out.println(
                matrix.sentence()
                        + " "
                        + Durations.text(Duration.ofMillis(matrix.durationMillis()))
                        + ".");
    }
}
