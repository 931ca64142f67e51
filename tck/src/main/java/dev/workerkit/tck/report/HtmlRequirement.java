package dev.workerkit.tck.report;

import dev.workerkit.tck.Durations;
import dev.workerkit.tck.Timing;
import dev.workerkit.tck.exclusion.Exclusion;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One requirement with its verifications. */
final class HtmlRequirement {

    private final RequirementResult requirement;
    private final Map<String, VerificationResult> verifications;
    private final HtmlTimelines timelines;

    HtmlRequirement(
            RequirementResult requirement,
            Map<String, VerificationResult> verifications,
            HtmlTimelines timelines) {
        this.requirement = requirement;
        this.verifications = verifications;
        this.timelines = timelines;
    }

    String item() {
        return """
        <li class="requirement" id="%1$s" data-verdict="%2$s" data-level="%4$s">
        <h3><a href="#%1$s">%1$s</a> <span class="chip %2$s">%3$s</span>
        <span class="level">%4$s</span>%5$s</h3>
        <p class="text">%6$s</p>
        <p class="intent">%7$s</p>
        %8$s%9$s</li>
        """
                .formatted(
                        requirement.id(),
                        requirement.verdict().id(),
                        Markup.text(requirement.verdict().word()),
                        requirement.level(),
                        capabilities(),
                        Markup.specification(requirement.text()),
                        Markup.specification(requirement.intent()),
                        reason() + exclusion(),
                        list());
    }

    private String capabilities() {
        return requirement.capabilities().isEmpty()
                ? ""
                : " <span class=\"needs\">%s</span>"
                        .formatted(Markup.text(String.join(", ", requirement.capabilities())));
    }

    private String reason() {
        boolean toldBelow =
                results().stream()
                        .map(VerificationResult::message)
                        .anyMatch(message -> Objects.equals(message, requirement.reason()));
        return requirement.reason() == null || toldBelow
                ? ""
                : "<p class=\"reason\">" + Markup.text(requirement.reason()) + "</p>\n";
    }

    private String exclusion() {
        Exclusion exclusion = requirement.exclusion();
        return exclusion == null
                ? ""
                : """
                <p class="exclusion">Excluded until %s: %s <a href="%s">The challenge</a></p>
                """
                        .formatted(
                                exclusion.expires(),
                                Markup.text(exclusion.reason()),
                                Markup.text(exclusion.challenge().toString()));
    }

    private List<VerificationResult> results() {
        return requirement.verifications().stream()
                .map(verifications::get)
                .filter(Objects::nonNull)
                .sorted(Comparator.comparing(result -> result.verdict() == Verdict.PASSED))
                .toList();
    }

    private String list() {
        List<VerificationResult> results = results();
        return results.isEmpty()
                ? ""
                : results.stream()
                        .map(this::verification)
                        .collect(Collectors.joining("", "<ul>\n", "</ul>\n"));
    }

    private String verification(VerificationResult result) {
        String duration =
                result.durationMillis() == 0
                        ? ""
                        : " <span class=\"took\">%s</span>"
                                .formatted(
                                        Durations.text(Duration.ofMillis(result.durationMillis())));
        return "<li><span class=\"dot %s\" role=\"img\" aria-label=\"%s\"></span>"
                        .formatted(result.verdict().id(), Markup.text(result.verdict().word()))
                + "<code>"
                + Markup.text(result.id()).replace(".", ".<wbr>")
                + "</code>"
                + duration
                + timings(result)
                + message(result.message())
                + besideOthers(result.besideOthers())
                + counterexample(result.counterexample())
                + timelines.of(result, requirement.id())
                + details(result.details())
                + "</li>\n";
    }

    /** What is judged, and the tightest wait. */
    private static String timings(VerificationResult result) {
        return Stream.concat(
                        result.timings().stream().filter(Timing::judges),
                        result.timings().stream().filter(timing -> !timing.judges()).limit(1))
                .map(timing -> "<p class=\"time\">" + Markup.text(Timed.line(timing)) + "</p>")
                .collect(Collectors.joining());
    }

    private static String message(@Nullable String message) {
        return message == null ? "" : "<pre class=\"message\">" + Markup.text(message) + "</pre>";
    }

    private static String besideOthers(@Nullable String suspicion) {
        return suspicion == null
                ? ""
                : "<p class=\"time\">Judged again alone; beside others: %s</p>"
                        .formatted(Markup.text(suspicion));
    }

    private static String counterexample(@Nullable Counterexample counterexample) {
        if (counterexample == null) {
            return "";
        }
        return """
        <p>Falsified at try %d by, at the least:</p>
        <ol class="sample">%s</ol>
        <p>Again with <code>--seed %s</code></p>
        """
                .formatted(
                        counterexample.tries(),
                        counterexample.sample().stream()
                                .map(line -> "<li><code>" + Markup.text(line) + "</code></li>")
                                .collect(Collectors.joining()),
                        Markup.text(counterexample.seed()));
    }

    private static String details(@Nullable String details) {
        return details == null
                ? ""
                : "<details><summary>Details</summary><pre tabindex=\"0\">"
                        + Markup.text(details)
                        + "</pre></details>";
    }
}
