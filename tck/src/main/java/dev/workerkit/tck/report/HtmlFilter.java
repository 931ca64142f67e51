package dev.workerkit.tck.report;

import dev.workerkit.tck.registry.Area;
import dev.workerkit.tck.registry.Level;
import java.util.Collection;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The form that chooses which requirements a page shows. Without scripts it isn't there. */
final class HtmlFilter {

    private HtmlFilter() {}

    /**
     * A verdict that can be shown or not.
     *
     * @param id in the page
     * @param word for people
     * @param count how many requirements it is about
     */
    record Choice(String id, String word, int count) {}

    /**
     * The form.
     *
     * @param requirements those that are on the page
     * @param count how many of them a verdict is about
     * @param more what else can be chosen, as HTML
     */
    static String form(
            Collection<RequirementResult> requirements, ToIntFunction<Verdict> count, String more) {
        return form(
                Stream.of(Verdict.values())
                        .map(
                                verdict ->
                                        new Choice(
                                                verdict.id(),
                                                verdict.word(),
                                                count.applyAsInt(verdict)))
                        .toList(),
                requirements.stream().map(RequirementResult::area).toList(),
                requirements.stream().map(RequirementResult::level).toList(),
                more);
    }

    /**
     * The form.
     *
     * @param verdicts that there are; those that nothing is about are left out
     * @param areas of the requirements on the page
     * @param levels of the requirements on the page
     * @param more what else can be chosen, as HTML
     */
    static String form(
            Collection<Choice> verdicts,
            Collection<Area> areas,
            Collection<Level> levels,
            String more) {
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
                .formatted(
                        verdicts.stream()
                                .filter(verdict -> verdict.count() > 0)
                                .map(HtmlFilter::toggle)
                                .collect(Collectors.joining()),
                        areas(areas),
                        levels(levels),
                        more);
    }

    private static String toggle(Choice verdict) {
        return """
        <label class="toggle %1$s"><input type="checkbox" name="verdict" value="%1$s" checked>\
        <span>%2$s <b>%3$d</b></span></label>
        """
                .formatted(verdict.id(), Markup.text(verdict.word()), verdict.count());
    }

    private static String areas(Collection<Area> areas) {
        return areas.stream().distinct().map(HtmlFilter::option).collect(Collectors.joining());
    }

    private static String option(Area area) {
        return "<option value=\"%s\">%s</option>\n"
                .formatted(Markup.text(area.code()), Markup.text(area.title()));
    }

    private static String levels(Collection<Level> levels) {
        return levels.stream()
                .distinct()
                .sorted()
                .map(level -> "<option>" + level + "</option>\n")
                .collect(Collectors.joining());
    }
}
