package dev.workerkit.tck.report;

import dev.workerkit.tck.Durations;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** How near to its limits a runtime was, and what the run spent its time with. */
final class HtmlTiming {

    private final ConformanceReport report;

    HtmlTiming(ConformanceReport report) {
        this.report = report;
    }

    String tables() {
        return margins() + slowest();
    }

    private String margins() {
        List<Timed> judgements = Timed.judgements(report);
        return judgements.isEmpty()
                ? ""
                : """
                <details class="timing"><summary>Times that the specification states, as observed</summary>
                <div class="wide"><table>
                <thead><tr><th scope="col">requirement</th><th scope="col">what</th>\
                <th scope="col">observed</th><th scope="col">limit</th>\
                <th scope="col">margin</th></tr></thead>
                <tbody>
                %s</tbody>
                </table></div></details>
                """
                        .formatted(
                                judgements.stream()
                                        .map(HtmlTiming::row)
                                        .collect(Collectors.joining()));
    }

    private static String row(Timed timed) {
        return """
        <tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>
        """
                .formatted(
                        links(timed.verification()),
                        Markup.text(timed.timing().what()),
                        timed.observed(),
                        timed.limit(),
                        timed.timing().percent());
    }

    private static String links(VerificationResult verification) {
        return verification.requirements().stream()
                .map("<a href=\"#%1$s\">%1$s</a>"::formatted)
                .collect(Collectors.joining(" "));
    }

    private String slowest() {
        List<VerificationResult> slowest = Timed.slowest(report);
        return slowest.isEmpty()
                ? ""
                : """
                <details class="timing"><summary>The verifications that took longest</summary>
                <div class="wide"><table>
                <tbody>
                %s</tbody>
                </table></div></details>
                """
                        .formatted(
                                slowest.stream()
                                        .map(HtmlTiming::row)
                                        .collect(Collectors.joining()));
    }

    private static String row(VerificationResult verification) {
        return """
        <tr><td>%s</td><td>%s</td><td>%s</td></tr>
        """
                .formatted(
                        links(verification),
                        Markup.text(verification.id()).replace(".", ".<wbr>"),
                        Durations.text(Duration.ofMillis(verification.durationMillis())));
    }
}
