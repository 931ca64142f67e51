package dev.workerkit.tck.report;

import dev.workerkit.tck.trace.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A timeline as a sequence diagram: time goes down, the TCK stands on the left, workers beside it.
 * A row is a moment; after a long wait there is more space. Its colours are in {@code report.css}.
 */
final class TimelineSvg {

    private static final int FIRST = 20;
    private static final int LAST = 80;
    private static final int MOST_LANES = 9;

    private static final int HEAD = 34;
    private static final int ROW = 27;
    private static final int MOST_WAIT = 30;
    private static final int TIME = 66;
    private static final int CALLER = 84;
    private static final int FIRST_LANE = 330;
    private static final int LANE = 230;
    private static final int BAR = 14;
    private static final int LONGEST_CALL = 36;
    private static final int LONGEST_STATE = 30;

    private final Timeline timeline;
    private final List<Moment> moments;
    private final List<Integer> heights;
    private final List<String> lanes;
    private final StringBuilder svg = new StringBuilder();

    TimelineSvg(Timeline timeline) {
        this.timeline = timeline;
        this.moments = shown(timeline.moments());
        this.heights = heights(moments);
        List<String> all = timeline.lanes();
        this.lanes = all.subList(0, Math.min(MOST_LANES, all.size()));
    }

    private static List<Moment> shown(List<Moment> all) {
        if (all.size() <= FIRST + LAST) {
            return all;
        }
        List<Moment> shown = new ArrayList<>(all.subList(0, FIRST));
        shown.addAll(all.subList(all.size() - LAST, all.size()));
        return shown;
    }

    private static List<Integer> heights(List<Moment> moments) {
        List<Integer> heights = new ArrayList<>();
        int y = HEAD + ROW;
        long before = moments.isEmpty() ? 0 : moments.get(0).at();
        for (Moment moment : moments) {
            double waited = Math.max(0, moment.at() - before) / 1e3;
            y += (int) Math.min(MOST_WAIT, 5 * Math.log1p(waited / 20));
            heights.add(y);
            y += ROW;
            before = moment.at();
        }
        heights.add(y);
        return heights;
    }

    String svg(String verification) {
        int width = lanes.isEmpty() ? 520 : FIRST_LANE + LANE * lanes.size();
        int height = heights.get(heights.size() - 1) + 6;
        svg.append(
                """
                <svg role="img" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d">
                <title>What happened in %3$s</title>
                <desc>%4$s</desc>
                """
                        .formatted(width, height, Markup.text(verification), description()));
        lane(Timeline.TCK, CALLER, height);
        lanes.forEach(lane -> lane(lane, x(lane), height));
        bars(height);
        for (int i = 0; i < moments.size(); i++) {
            moment(moments.get(i), heights.get(i));
        }
        return svg.append("</svg>\n").toString();
    }

    private String description() {
        int left = timeline.moments().size() - moments.size() + timeline.omitted();
        return Markup.text(
                "A sequence diagram of %s; the same as text follows.%s"
                        .formatted(
                                Counted.of(moments.size(), "call or event"),
                                left == 0
                                        ? ""
                                        : " It shows the first %d and the last ones; %d between are left out."
                                                .formatted(FIRST, left)));
    }

    private int x(String lane) {
        return FIRST_LANE + LANE * lanes.indexOf(lane);
    }

    private void lane(String name, int x, int height) {
        svg.append(
                """
                <line class="life" x1="%1$d" y1="%2$d" x2="%1$d" y2="%3$d"/>
                <text class="lane" x="%4$d" y="20">%5$s</text>
                """
                        .formatted(x, HEAD, height - 4, x - BAR / 2, label(name, LONGEST_STATE)));
    }

    /** The states of the workers, each from its event to the next one. */
    private void bars(int height) {
        Map<String, Integer> ends = new HashMap<>();
        for (int i = moments.size() - 1; i >= 0; i--) {
            Moment moment = moments.get(i);
            Event event = moment.event();
            if (event != null && lanes.contains(moment.lane())) {
                int top = heights.get(i) - 9;
                int bottom = ends.getOrDefault(moment.lane(), height - 4);
                svg.append(
                        """
                        <rect class="state %s" x="%d" y="%d" width="%d" height="%d" rx="4"/>
                        """
                                .formatted(
                                        event.to(),
                                        x(moment.lane()) - BAR / 2,
                                        top,
                                        BAR,
                                        Math.max(4, bottom - top - 2)));
                ends.put(moment.lane(), top);
            }
        }
    }

    private void moment(Moment moment, int y) {
        svg.append("<g><title>")
                .append(
                        Markup.text(
                                "%s, %s: %s [%s]"
                                        .formatted(
                                                Moment.time(moment.at()),
                                                moment.lane(),
                                                moment.what(),
                                                moment.outcome())))
                .append("</title>\n");
        text("time", TIME, y, Markup.text(Moment.time(moment.at())));
        if (moment.call() != null) {
            call(moment, y);
        } else if (lanes.contains(moment.lane())) {
            state(moment, y);
        }
        svg.append("</g>\n");
    }

    private void call(Moment moment, int y) {
        String kind = moment.isRefused() ? "refused" : moment.isUnanswered() ? "unanswered" : "";
        String target = timeline.target(moment);
        if (lanes.contains(target)) {
            int end = x(target) - BAR / 2 - 2;
            svg.append(
                    """
                    <path class="call %s" d="M%d %d H%d m-6 -4 l6 4 l-6 4"/>
                    """
                            .formatted(kind, CALLER, y + 7, end));
        }
        svg.append(
                "<circle class=\"call %s\" cx=\"%d\" cy=\"%d\" r=\"4\"/>\n"
                        .formatted(kind, CALLER, y + 7));
        String mark = moment.isRefused() ? " ✗" : moment.isUnanswered() ? " …" : "";
        text("what " + kind, CALLER + 10, y, label(moment.what(), LONGEST_CALL) + mark);
    }

    private void state(Moment moment, int y) {
        Event event = moment.event();
        String exit = event == null || event.exit() == null ? "" : " · " + event.exit();
        text("what", x(moment.lane()) + BAR, y, label(moment.what() + exit, LONGEST_STATE));
    }

    private void text(String kind, int x, int y, String markup) {
        svg.append(
                "<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>\n".formatted(kind, x, y, markup));
    }

    private static String label(String text, int longest) {
        return Markup.text(text.length() <= longest ? text : text.substring(0, longest - 1) + "…");
    }
}
