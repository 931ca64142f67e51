package dev.workerkit.tck.report;

import dev.workerkit.tck.trace.Call;
import dev.workerkit.tck.trace.Event;
import dev.workerkit.tck.trace.Trace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a verification did and saw, in the order of time. */
public final class Timeline {

    /** The one who calls. */
    static final String TCK = "TCK";

    private static final String RUNTIME = "runtime";

    private final Trace trace;
    private final boolean manyRuntimes;
    private final List<Moment> moments;

    /** Of what was recorded. */
    public Timeline(Trace trace) {
        this.trace = trace;
        this.manyRuntimes =
                IntStream.concat(
                                        trace.calls().stream().mapToInt(Call::runtime),
                                        trace.events().stream().mapToInt(Event::runtime))
                                .distinct()
                                .count()
                        > 1;
        this.moments =
                Stream.concat(
                                trace.calls().stream()
                                        .map(
                                                call ->
                                                        new Moment(
                                                                lane(
                                                                        call.subject(),
                                                                        call.runtime()),
                                                                call,
                                                                null)),
                                trace.events().stream()
                                        .map(
                                                event ->
                                                        new Moment(
                                                                lane(
                                                                        event.worker(),
                                                                        event.runtime()),
                                                                null,
                                                                event)))
                        .sorted(Comparator.comparingLong(Moment::at))
                        .toList();
    }

    private String lane(String subject, int runtime) {
        return manyRuntimes ? subject + " (" + runtime + ")" : subject;
    }

    /** Where the arrow of a call ends: a start of a worker, at the worker. */
    String target(Moment moment) {
        Call call = moment.call();
        return call != null && call.subject().equals(RUNTIME) && call.result() != null
                ? lane(call.result(), call.runtime())
                : moment.lane();
    }

    List<Moment> moments() {
        return moments;
    }

    /** How many calls and events were not kept. */
    int omitted() {
        return trace.callsOmitted() + trace.eventsOmitted();
    }

    /** The workers, and what else was called but the runtimes themselves, as they come. */
    List<String> lanes() {
        Set<String> lanes = new LinkedHashSet<>();
        moments.stream()
                .map(Moment::lane)
                .filter(lane -> !lane.equals(RUNTIME) && !lane.startsWith(RUNTIME + " ("))
                .forEach(lanes::add);
        return List.copyOf(lanes);
    }

    /** As text, a line each. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Moment moment : moments) {
            lines.add(
                    "%9s  %s %s%s%s"
                            .formatted(
                                    Moment.time(moment.at()),
                                    moment.call() == null ? "     " : "TCK ->",
                                    moment.lane(),
                                    moment.call() == null ? " is " : ": ",
                                    moment.what()
                                            + (moment.outcome().isEmpty()
                                                    ? ""
                                                    : "  [" + moment.outcome() + "]")));
        }
        if (omitted() > 0) {
            lines.add("(%d more between the first and the last are not kept)".formatted(omitted()));
        }
        return lines;
    }
}
