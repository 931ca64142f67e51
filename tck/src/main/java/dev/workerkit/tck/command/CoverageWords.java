package dev.workerkit.tck.command;

import dev.workerkit.tck.registry.Area;
import dev.workerkit.tck.registry.RegisteredRequirement;
import dev.workerkit.tck.report.Headline;
import dev.workerkit.tck.report.RequirementResult;
import dev.workerkit.tck.report.Tally;
import dev.workerkit.tck.report.Verdict;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the command line says of what is verified. */
final class CoverageWords {

    private static final String NO_PROFILE = "none";

    private final Terminal terminal;
    private final PrintStream out;
    private final Coverage coverage;

    CoverageWords(Terminal terminal, Coverage coverage) {
        this.terminal = terminal;
        this.out = terminal.out();
        this.coverage = coverage;
    }

    void print() {
        by(covered -> covered.requirement().area()).forEach(this::print);
        out.println(terminal.bold("Profiles"));
        by(covered -> Objects.requireNonNullElse(covered.requirement().profile(), NO_PROFILE))
                .forEach((name, own) -> out.printf("  %-11s %s%n", name, words(own)));
        out.println();
        out.println(terminal.bold("All") + "  " + words(coverage.requirements()));
        for (Coverage.Covered gap : coverage.gaps()) {
            out.println(
                    terminal.red("MISSING")
                            + " "
                            + gap.requirement().id()
                            + " is a MUST and has neither a verification nor a reason");
        }
    }

    private <K> Map<K, List<Coverage.Covered>> by(Function<Coverage.Covered, K> key) {
        return coverage.requirements().stream()
                .collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
    }

    private void print(Area area, List<Coverage.Covered> own) {
        out.println(terminal.bold(area.code() + "  " + area.title()) + "  " + words(own));
        own.forEach(this::print);
        out.println();
    }

    private void print(Coverage.Covered covered) {
        RegisteredRequirement requirement = covered.requirement();
        out.printf(
                "  %-15s %-6s %-9s %s%n",
                requirement.id(),
                requirement.level(),
                Objects.requireNonNullElse(requirement.profile(), NO_PROFILE),
                requirement.text());
        if (!covered.isVerified()) {
            out.println(
                    "      no verification: "
                            + covered.reason().orElse("nobody has written one, or said why not"));
        }
        covered.verifications().forEach(id -> out.println("      " + id));
        if (coverage.reported()) {
            out.println("      " + found(covered));
        }
    }

    private String found(Coverage.Covered covered) {
        return covered.found()
                .map(
                        result ->
                                result.verdict() == Verdict.PASSED
                                        ? terminal.green("passed")
                                        : terminal.bold(result.verdict().word())
                                                + ": "
                                                + Headline.of(result.reason()))
                .orElse(terminal.bold("not in the report"));
    }

    private String words(List<Coverage.Covered> own) {
        long verified = own.stream().filter(Coverage.Covered::isVerified).count();
        String words = "%d of %d verified".formatted(verified, own.size());
        if (!coverage.reported()) {
            return words;
        }
        Tally tally =
                Tally.of(
                        own.stream()
                                .flatMap(covered -> covered.found().stream())
                                .map(RequirementResult::verdict)
                                .toList());
        return tally.counts().entrySet().stream()
                .filter(count -> count.getValue() > 0)
                .map(count -> ", " + count.getValue() + " " + count.getKey().word())
                .collect(Collectors.joining("", words, ""));
    }
}
