package dev.workerkit.tck.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How several reports stand to the profiles: a row for each, above those of the requirements.
 *
 * @param reports by what they are called, in the order of the columns
 */
record HtmlMatrixProfiles(Map<String, ConformanceReport> reports) {

    /** Empty if all are so old that they know no profile. */
    String section() {
        Map<String, String> intents = new LinkedHashMap<>();
        for (ConformanceReport report : reports.values()) {
            report.profiles().forEach(each -> intents.putIfAbsent(each.name(), each.intent()));
        }
        if (intents.isEmpty()) {
            return "";
        }
        return """
        <tbody class="profiles">
        <tr class="head"><th scope="rowgroup"><h2>Profiles</h2></th>%s</tr>
        %s</tbody>
        """
                .formatted(
                        reports.keySet().stream()
                                .map(Markup::text)
                                .map("<td aria-hidden=\"true\">%s</td>"::formatted)
                                .collect(Collectors.joining()),
                        intents.entrySet().stream()
                                .map(profile -> row(profile.getKey(), profile.getValue()))
                                .collect(Collectors.joining()));
    }

    private String row(String name, String intent) {
        return """
        <tr data-profile="%1$s"><th scope="row"><b>%1$s</b><p class="text">%2$s</p></th>%3$s</tr>
        """
                .formatted(
                        Markup.text(name),
                        Markup.text(intent),
                        reports.entrySet().stream()
                                .map(column -> cell(column.getKey(), column.getValue(), name))
                                .collect(Collectors.joining()));
    }

    private static String cell(String label, ConformanceReport report, String name) {
        Optional<ProfileResult> profile =
                report.profiles().stream().filter(each -> each.name().equals(name)).findFirst();
        return "<td data-runtime=\"%s\" class=\"%s\">%s</td>"
                .formatted(
                        Markup.text(label),
                        profile.flatMap(each -> Optional.ofNullable(each.outcome()))
                                .map(Outcome::id)
                                .orElse("none"),
                        profile.map(HtmlMatrixProfiles::words)
                                .orElse("<span class=\"absent\">not in its specification</span>"));
    }

    private static String words(ProfileResult profile) {
        return why(profile)
                .map(
                        why ->
                                "<details><summary>%s</summary><p>%s</p></details>"
                                        .formatted(profile.words(), why))
                .orElse(profile.words());
    }

    private static Optional<String> why(ProfileResult profile) {
        if (!profile.claimed()) {
            return Optional.of(
                    "does not declare " + Markup.text(String.join(", ", profile.lacking())));
        }
        return profile.inTheWay().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        profile.inTheWay().stream()
                                .map(Markup::text)
                                .map("<a href=\"#%1$s\">%1$s</a>"::formatted)
                                .collect(Collectors.joining(", ", "in the way: ", "")));
    }
}
