package dev.workerkit.tck.command;

import dev.workerkit.tck.Durations;
import dev.workerkit.tck.exclusion.Exclusion;
import dev.workerkit.tck.registry.Registry;
import dev.workerkit.tck.report.ConformanceReport;
import dev.workerkit.tck.report.Counterexample;
import dev.workerkit.tck.report.Headline;
import dev.workerkit.tck.report.ReportFolder;
import dev.workerkit.tck.report.RequirementResult;
import dev.workerkit.tck.report.Sentences;
import dev.workerkit.tck.report.Tally;
import dev.workerkit.tck.report.Verdict;
import dev.workerkit.tck.report.VerificationResult;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the command line says at the end of a run. */
final class ClosingWords {

    private final Terminal terminal;
    private final PrintStream out;
    private final ConformanceReport report;

    ClosingWords(Terminal terminal, ConformanceReport report) {
        this.terminal = terminal;
        this.out = terminal.out();
        this.report = report;
    }

    void print(Optional<ReportFolder> folder, Optional<Path> log) {
        out.println();
        for (RequirementResult requirement : report.requirements()) {
            switch (requirement.verdict()) {
                case FAILED, EXCLUDED, ERROR, FLAKY, CANT_TELL -> print(requirement);
                case PASSED, INAPPLICABLE, UNTESTED -> {}
            }
        }
        String words = report.headline() + ".";
        out.println(
                terminal.bold(
                                report.outcome().exitCode() == 0 && !excludes()
                                        ? terminal.green(words)
                                        : terminal.red(words))
                        + " "
                        + Sentences.of(report));
        out.println("Requirements: " + words(requirements()));
        if (!report.profiles().isEmpty()) {
            out.println("Profiles: " + profiles());
        }
        out.println("Time: " + Durations.text(report.duration()));
        out.printf(
                "Next version: %d drafted requirements, which don't count; tck preview verifies"
                        + " them%n",
                Registry.drafts().requirements().size());
        out.println(
                "Report: "
                        + folder.map(written -> written.html().toString())
                                .orElse("none; --report DIR writes one"));
        log.ifPresent(file -> out.println("What the runtime printed: " + file));
        out.println(closingLine());
    }

    private boolean excludes() {
        return report.summary().requirements(Verdict.EXCLUDED) > 0;
    }

    private void print(RequirementResult requirement) {
        out.println(
                terminal.red(requirement.verdict().word().toUpperCase(Locale.ROOT))
                        + " "
                        + terminal.bold(requirement.id())
                        + " "
                        + requirement.level()
                        + "  "
                        + requirement.text());
        Exclusion exclusion = requirement.exclusion();
        if (exclusion != null) {
            out.printf(
                    "    excluded until %s: %s (%s)%n",
                    exclusion.expires(), exclusion.reason(), exclusion.challenge());
        }
        List<VerificationResult> notPassed =
                report.verifications().stream()
                        .filter(result -> requirement.verifications().contains(result.id()))
                        .filter(result -> result.verdict() != Verdict.PASSED)
                        .toList();
        if (notPassed.isEmpty()) {
            out.println("    " + requirement.reason());
        }
        notPassed.forEach(result -> print(requirement, result));
        out.println();
    }

    private void print(RequirementResult requirement, VerificationResult result) {
        out.println("    " + result.id() + ": " + Headline.of(result.message()));
        if (result.counterexample() != null) {
            print(requirement, result.counterexample());
        }
    }

    private void print(RequirementResult requirement, Counterexample counterexample) {
        out.println("    falsified at try " + counterexample.tries() + ", at the least by:");
        counterexample.sample().forEach(line -> out.println("      - " + line));
        out.println(
                "    again with: tck run "
                        + report.runtime().option()
                        + " --requirement "
                        + requirement.id()
                        + " --seed "
                        + counterexample.seed());
    }

    private String profiles() {
        return report.profiles().stream()
                .map(profile -> profile.name() + " " + profile.words())
                .collect(Collectors.joining(", "));
    }

    private Tally requirements() {
        return Tally.of(report.requirements().stream().map(RequirementResult::verdict).toList());
    }

    private static String words(Tally tally) {
        return tally.counts().entrySet().stream()
                .filter(count -> count.getValue() > 0)
                .map(count -> count.getValue() + " " + count.getKey().word())
                .collect(Collectors.joining(", "));
    }

    private String closingLine() {
        Tally tally = report.summary().verifications();
        int passed = tally.of(Verdict.PASSED);
        int failed = tally.of(Verdict.FAILED) + tally.of(Verdict.ERROR);
        return "Verifications: %d passed, %d failed, %d skipped"
                .formatted(passed, failed, tally.total() - passed - failed);
    }
}
