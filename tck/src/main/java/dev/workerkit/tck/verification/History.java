package dev.workerkit.tck.verification;

import dev.workerkit.Worker;
import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** The events of a runtime, as a listener got them. */
final class History {

    /** Longer than any verification lets a worker take for a step. */
    private static final Duration USUAL = Duration.ofSeconds(5);

    private final List<WorkerEvent> events = new CopyOnWriteArrayList<>();

    private History() {}

    /** Listens to a runtime from now on. */
    static History of(WorkerRuntime runtime) {
        History history = new History();
        runtime.onEvent(history.events::add);
        return history;
    }

    /** All events so far. */
    List<WorkerEvent> all() {
        return List.copyOf(events);
    }

    /** All events of a worker so far. */
    List<WorkerEvent> of(Worker worker) {
        return events.stream().filter(event -> event.worker().equals(worker.id())).toList();
    }

    /** Waits until an incarnation of a worker reaches a state; the event by which it did. */
    WorkerEvent event(Worker worker, int incarnation, WorkerState to) {
        List<WorkerEvent> path = upTo(worker, incarnation, to);
        return path.get(path.size() - 1);
    }

    /** Waits until an incarnation of a worker reaches a state; the states up to there, in order. */
    List<WorkerState> path(Worker worker, int incarnation, WorkerState to) {
        return upTo(worker, incarnation, to).stream().map(WorkerEvent::to).toList();
    }

    /**
     * Waits until an incarnation of a worker reaches a state; the events up to that one. It waits no
     * longer than that can happen.
     */
    List<WorkerEvent> upTo(Worker worker, int incarnation, WorkerState to) {
        String what = "incarnation %d of worker %s is %s".formatted(incarnation, worker.name(), to);
        List<WorkerEvent> seen =
                Stage.session()
                        .await(
                                what,
                                USUAL.plusSeconds(incarnation),
                                () -> of(worker),
                                path ->
                                        indexOf(path, incarnation, to) >= 0
                                                || path.stream()
                                                        .anyMatch(
                                                                each ->
                                                                        excludes(
                                                                                each,
                                                                                incarnation,
                                                                                to)));
        int index = indexOf(seen, incarnation, to);
        if (index < 0) {
            throw new AssertionError(what + ": it never will be, after " + told(seen));
        }
        return seen.subList(0, index + 1);
    }

    /** In few words, so that a summary has room for how it ended. */
    private static String told(List<WorkerEvent> path) {
        return path.stream()
                .map(
                        event ->
                                "%s #%d%s"
                                        .formatted(
                                                event.to(),
                                                event.incarnation(),
                                                event.exit()
                                                        .map(exit -> " (" + exit.describe() + ")")
                                                        .orElse("")))
                .collect(Collectors.joining(", "));
    }

    /** Whether an incarnation that has not been in a state can't reach it after this event. */
    private static boolean excludes(WorkerEvent event, int incarnation, WorkerState to) {
        return event.incarnation() > incarnation
                || event.incarnation() == incarnation
                        && event.to().isTerminal()
                        && (!to.isTerminal() || to == WorkerState.COMPLETED);
    }

    private static int indexOf(List<WorkerEvent> path, int incarnation, WorkerState to) {
        for (int i = 0; i < path.size(); i++) {
            WorkerEvent event = path.get(i);
            if (event.incarnation() == incarnation && event.to() == to) {
                return i;
            }
        }
        return -1;
    }
}
