package dev.workerkit.tck.report;

import dev.workerkit.tck.registry.Area;
import dev.workerkit.tck.registry.Level;
import java.util.Collection;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The form that chooses which requirements a page shows. Without scripts it isn't there. */
final class HtmlFilter {

    private HtmlFilter() {}

    /**
     * The form.
     *
     * @param requirements those that are on the page
     * @param count how many of them a verdict is about
     * @param more what else can be chosen, as HTML
     */
    static String form(
            Collection<RequirementResult> requirements, ToIntFunction<Verdict> count, String more) {
        String verdicts =
                Stream.of(Verdict.values())
                        .filter(verdict -> count.applyAsInt(verdict) > 0)
                        .map(verdict -> toggle(verdict, count.applyAsInt(verdict)))
                        .collect(Collectors.joining());
        return """
        <form id="filter" aria-label="Filter the requirements" hidden>
        <fieldset><legend>Verdict</legend>
        %s</fieldset>
        <label class="pick">Area <select name="area"><option value="">All</option>
        %s</select></label>
        <label class="pick">Level <select name="level"><option value="">All</option>
        %s</select></label>
        %s<p role="status" id="shown"></p>
        </form>
        """
                .formatted(verdicts, areas(requirements), levels(requirements), more);
    }

    private static String toggle(Verdict verdict, int count) {
        return """
        <label class="toggle %1$s"><input type="checkbox" name="verdict" value="%1$s" checked>\
        <span>%2$s <b>%3$d</b></span></label>
        """
                .formatted(verdict.id(), Markup.text(verdict.word()), count);
    }

    private static String areas(Collection<RequirementResult> requirements) {
        return requirements.stream()
                .map(RequirementResult::area)
                .distinct()
                .map(HtmlFilter::option)
                .collect(Collectors.joining());
    }

    private static String option(Area area) {
        return "<option value=\"%s\">%s</option>\n"
                .formatted(Markup.text(area.code()), Markup.text(area.title()));
    }

    private static String levels(Collection<RequirementResult> requirements) {
        List<Level> found =
                requirements.stream().map(RequirementResult::level).distinct().sorted().toList();
        return found.stream()
                .map(level -> "<option>" + level + "</option>\n")
                .collect(Collectors.joining());
    }
}
