package dev.workerkit.tck.report;

import dev.workerkit.tck.trace.Trace;
import java.util.HashMap;
import java.util.Map;

/**
 * The timelines of what did not pass. A verification that speaks for several requirements is drawn
 * at the first one. Used by one thread.
 */
final class HtmlTimelines {

    private final Map<String, Trace> traces;
    private final Map<String, String> drawn = new HashMap<>();

    /** Of these verifications. */
    HtmlTimelines(Map<String, Trace> traces) {
        this.traces = Map.copyOf(traces);
    }

    /** The timeline of a verification, to be shown at a requirement; nothing if there is none. */
    String of(VerificationResult result, String requirement) {
        Trace trace = traces.getOrDefault(result.id(), Trace.EMPTY);
        String replay =
                traces.containsKey(result.id())
                        ? "<p>Again with <code>tck replay replay/%s.json</code></p>\n"
                                .formatted(Markup.text(result.id()))
                        : "";
        if (trace.isEmpty()) {
            return replay;
        }
        String first = drawn.putIfAbsent(result.id(), requirement);
        if (first != null) {
            return "<p>Its timeline is at <a href=\"#%1$s\">%1$s</a>.</p>\n".formatted(first)
                    + replay;
        }
        Timeline timeline = new Timeline(trace);
        return """
        <div class="timeline" role="region" tabindex="0" aria-label="Timeline of %s">
        %s</div>
        <details><summary>The timeline as text</summary><pre tabindex="0">%s</pre></details>
        %s"""
                .formatted(
                        Markup.text(result.id()),
                        new TimelineSvg(timeline).svg(result.id()),
                        Markup.text(String.join("\n", timeline.lines())),
                        replay);
    }
}
