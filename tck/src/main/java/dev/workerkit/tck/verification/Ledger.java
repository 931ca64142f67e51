package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.NEW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Worker;
import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** The events of a runtime, and beside each of them where all its workers were seen to be then. */
final class Ledger {

    /** What a listener saw when it heard of an event. */
    private record Entry(WorkerEvent event, List<WorkerSnapshot> seen) {}

    private final List<Entry> entries = new CopyOnWriteArrayList<>();
    private final WorkerRuntime.Subscription subscription;

    private Ledger(WorkerRuntime runtime) {
        subscription =
                runtime.onEvent(
                        event ->
                                entries.add(
                                        new Entry(
                                                event,
                                                runtime.workers().stream()
                                                        .map(Worker::snapshot)
                                                        .toList())));
    }

    /** Kept of a runtime from now on. */
    static Ledger of(WorkerRuntime runtime) {
        return new Ledger(runtime);
    }

    /** Waits until all has been told of workers that have come to rest, and listens no more. */
    void close(List<Worker> atRest) {
        Stage.session()
                .await(
                        "all events are told",
                        this::last,
                        last ->
                                atRest.stream()
                                        .map(Worker::snapshot)
                                        .allMatch(
                                                now ->
                                                        last.getOrDefault(now.id(), NEW)
                                                                == now.state()));
        subscription.close();
    }

    /** The {@code to} of each worker's last event. */
    private Map<WorkerId, WorkerState> last() {
        Map<WorkerId, WorkerState> states = new HashMap<>();
        entries.forEach(entry -> states.put(entry.event.worker(), entry.event.to()));
        return states;
    }

    /**
     * The states of all workers are the fold of the events. What is seen at an event may be news
     * already, but never older than the event.
     */
    void assertFolded() {
        LifecycleTable.assertGapless(entries.stream().map(Entry::event).toList());
        Map<WorkerId, WorkerState> now = new HashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            WorkerEvent event = entries.get(i).event;
            assertThat(now.getOrDefault(event.worker(), NEW))
                    .as("the state before %s", event)
                    .isEqualTo(event.from());
            now.put(event.worker(), event.to());
            for (WorkerSnapshot seen : entries.get(i).seen) {
                assertThat(seen.state())
                        .as("%s as it was seen at %s", seen.name(), event)
                        .isIn(from(i, seen.id(), now.getOrDefault(seen.id(), NEW)));
            }
        }
    }

    /** Where a worker was at the event of this index and after that. */
    private Set<WorkerState> from(int index, WorkerId worker, WorkerState then) {
        Set<WorkerState> states = new HashSet<>(Set.of(then));
        entries.subList(index + 1, entries.size()).stream()
                .map(Entry::event)
                .filter(event -> event.worker().equals(worker))
                .forEach(event -> states.add(event.to()));
        return states;
    }

    /** The end of each incarnation of workers that have come to rest is told once. */
    void assertEachEndIsToldOnce(List<Worker> atRest) {
        for (Worker worker : atRest) {
            List<Integer> ends = new ArrayList<>();
            entries.stream()
                    .map(Entry::event)
                    .filter(event -> event.worker().equals(worker.id()))
                    .forEach(event -> event.ended().ifPresent(ends::add));
            List<Integer> lives = new ArrayList<>();
            for (int life = 1; life <= worker.snapshot().incarnation(); life++) {
                lives.add(life);
            }
            assertThat(ends).as("the ends of %s that were told", worker.name()).isEqualTo(lives);
        }
    }
}
