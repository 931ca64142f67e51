package dev.workerkit.tck.sabotage;

import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerState;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Leaves events out so that nobody sees the gap: the numbers follow one another, and each event goes
 * on from where the one before it led.
 */
final class EditedEvents implements Consumer<WorkerEvent> {

    private final Predicate<WorkerEvent> leftOut;
    private final Consumer<WorkerEvent> listener;
    private final Map<WorkerId, WorkerState> shown = new HashMap<>();
    private long missing;

    private EditedEvents(Predicate<WorkerEvent> leftOut, Consumer<WorkerEvent> listener) {
        this.leftOut = leftOut;
        this.listener = listener;
    }

    /** Leaves these out. */
    static Deed without(Predicate<WorkerEvent> leftOut) {
        return Deed.toListener(listener -> new EditedEvents(leftOut, listener));
    }

    @Override
    public void accept(WorkerEvent event) {
        if (leftOut.test(event)) {
            missing++;
            shown.putIfAbsent(event.worker(), event.from());
            return;
        }
        WorkerState from = shown.getOrDefault(event.worker(), event.from());
        shown.put(event.worker(), event.to());
        listener.accept(
                Changed.sequence(
                        Changed.states(event, from, event.to()), event.sequence() - missing));
    }
}
