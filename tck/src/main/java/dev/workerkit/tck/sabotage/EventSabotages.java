package dev.workerkit.tck.sabotage;

import static dev.workerkit.WorkerState.FAILED;
import static dev.workerkit.WorkerState.STARTING;
import static dev.workerkit.WorkerState.STOPPING;

import dev.workerkit.Worker;
import dev.workerkit.WorkerDeath;
import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerExit;
import dev.workerkit.tck.forwarding.ForwardingWorker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Of events and of what is kept of deaths. */
final class EventSabotages {

    private static final int FEW = 5;
    private static final Duration A_WHILE = Duration.ofMillis(300);

    private EventSabotages() {}

    static List<Sabotage> all() {
        return List.of(
                Sabotage.of(
                                "tells-no-failure",
                                "WRK-EVENT-001",
                                "Tells the failure of a worker by its snapshot, and by no event",
                                EditedEvents.without(event -> event.to() == FAILED))
                        .alsoBreaking("WRK-LIFE-017"),
                Sabotage.of(
                                "tells-a-stop-when-it-is-over",
                                "WRK-EVENT-001",
                                "Tells of a stop when it is over, and not when it begins",
                                EditedEvents.without(event -> event.to() == STOPPING))
                        .alsoBreaking("WRK-LIFE-003", "WRK-LIFE-017"),
                Sabotage.of(
                        "tells-no-exit-of-the-killed",
                        "WRK-EVENT-002",
                        "Leaves the exit out of the event by which a killed worker ends",
                        Deed.toEvent(
                                event ->
                                        event.exit().orElse(null) instanceof WorkerExit.Signal
                                                ? Changed.exit(event, Optional.empty())
                                                : event)),
                Sabotage.of(
                        "tells-an-end-with-the-next-incarnation",
                        "WRK-EVENT-002",
                        "Counts the incarnation on before it tells that one has ended",
                        Deed.toEvent(
                                event ->
                                        event.ended().isPresent()
                                                ? Changed.incarnation(
                                                        event, event.incarnation() + 1)
                                                : event)),
                Sabotage.of(
                        "tells-an-end-again-at-the-next-start",
                        "WRK-EVENT-002",
                        "Carries the exit of the last incarnation in the event of a start,"
                                + " too",
                        Deed.toListener(RepeatedExits::new)),
                Sabotage.of(
                        "keeps-five-deaths",
                        "WRK-EVENT-003",
                        "Keeps the last five deaths alone",
                        toDeaths(all -> all.subList(Math.max(0, all.size() - FEW), all.size()))),
                Sabotage.of(
                        "keeps-the-first-ten-deaths",
                        "WRK-EVENT-003",
                        "Keeps no death once it has ten",
                        Deed.toWorker(FirstDeaths::new)),
                Sabotage.of(
                        "takes-every-dead-for-ready",
                        "WRK-EVENT-003",
                        "Says of each death that the worker had been ready",
                        Deed.toDeath(death -> Changed.wasReady(death, true))),
                Sabotage.of(
                        "says-nothing-of-what-became-of-the-dead",
                        "WRK-EVENT-003",
                        "Leaves the cause of a death empty",
                        Deed.toDeath(death -> Changed.cause(death, ""))),
                Sabotage.of(
                        "keeps-a-death-after-it-is-told",
                        "WRK-EVENT-003",
                        "Keeps a death some time after the event of it",
                        toDeaths(
                                all ->
                                        all.stream()
                                                .filter(
                                                        death ->
                                                                death.ended()
                                                                        .plus(A_WHILE)
                                                                        .isBefore(Instant.now()))
                                                .toList())),
                Sabotage.of(
                        "keeps-no-last-words",
                        "WRK-EVENT-004",
                        "Keeps no lines with a death",
                        Deed.toDeath(death -> Changed.lastLines(death, List.of()))),
                Sabotage.of(
                        "keeps-the-first-words",
                        "WRK-EVENT-004",
                        "Keeps the line that an incarnation wrote first in the place of its last",
                        Deed.toDeath(
                                death ->
                                        Changed.lastLines(
                                                death,
                                                death.lastLines().stream().limit(1).toList()))));
    }

    private static Deed toDeaths(UnaryOperator<List<WorkerDeath>> change) {
        return Deed.toWorker(
                worker ->
                        new ForwardingWorker(worker) {
                            @Override
                            public List<WorkerDeath> deaths() {
                                return change.apply(super.deaths());
                            }
                        });
    }

    /** Remembers what it was shown first. */
    private static final class FirstDeaths extends ForwardingWorker {

        private static final int MOST = 10;

        FirstDeaths(Worker worker) {
            super(worker);
        }

        @Override
        public List<WorkerDeath> deaths() {
            return super.deaths().stream().filter(death -> death.incarnation() <= MOST).toList();
        }
    }

    /** Puts the last exit into events that have none. */
    private static final class RepeatedExits implements Consumer<WorkerEvent> {

        private final Consumer<WorkerEvent> listener;
        private Optional<WorkerExit> last = Optional.empty();

        RepeatedExits(Consumer<WorkerEvent> listener) {
            this.listener = listener;
        }

        @Override
        public void accept(WorkerEvent event) {
            last = event.exit().or(() -> last);
            listener.accept(event.to() == STARTING ? Changed.exit(event, last) : event);
        }
    }
}
