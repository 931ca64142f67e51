package dev.workerkit.tck.sabotage;

import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.tck.forwarding.ForwardingRuntime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Of those who listen to events. */
final class LifeListenerSabotages {

    private static final String REQUIREMENT = "WRK-LIFE-012";
    private static final int SEVENTH = 7;

    private LifeListenerSabotages() {}

    static List<Sabotage> all() {
        return List.of(
                Sabotage.of(
                        "numbers-the-events-of-each-worker",
                        REQUIREMENT,
                        "Numbers the events of each worker from 1",
                        Deed.toListener(Renumbering::new)),
                Sabotage.of(
                        "loses-every-seventh-event",
                        REQUIREMENT,
                        "Loses an event now and then",
                        Deed.toListener(
                                listener ->
                                        event -> {
                                            if (event.sequence() % SEVENTH != 0) {
                                                listener.accept(event);
                                            }
                                        })),
                Sabotage.of(
                        "tells-events-out-of-order",
                        REQUIREMENT,
                        "Tells two events in the wrong order when they follow one another fast",
                        Deed.toListener(Overtaking::new)),
                Sabotage.of(
                        "waits-for-slow-listeners",
                        REQUIREMENT,
                        "Tells all listeners of an event, one after the other, on one thread",
                        Deed.toRuntime(OneThread::new)),
                Sabotage.of(
                        "drops-listeners-that-throw",
                        REQUIREMENT,
                        "Tells a listener nothing more that has thrown once",
                        Deed.toListener(
                                listener -> {
                                    AtomicBoolean dropped = new AtomicBoolean();
                                    return event -> {
                                        if (!dropped.getAndSet(true)) {
                                            listener.accept(event);
                                            dropped.set(false);
                                        }
                                    };
                                })),
                Sabotage.of(
                        "goes-on-telling-those-who-have-left",
                        REQUIREMENT,
                        "Tells listeners of events whose subscription has ended",
                        Deed.toRuntime(
                                runtime ->
                                        new ForwardingRuntime(runtime) {
                                            @Override
                                            public Subscription onEvent(
                                                    Consumer<WorkerEvent> listener) {
                                                super.onEvent(listener);
                                                return () -> {};
                                            }
                                        })));
    }

    /** Has a number for each worker. */
    private static final class Renumbering implements Consumer<WorkerEvent> {

        private final Consumer<WorkerEvent> listener;
        private final Map<WorkerId, Long> last = new HashMap<>();

        Renumbering(Consumer<WorkerEvent> listener) {
            this.listener = listener;
        }

        @Override
        public void accept(WorkerEvent event) {
            listener.accept(Changed.sequence(event, last.merge(event.worker(), 1L, Long::sum)));
        }
    }

    /** Holds some events back for a moment, in which others may pass them. */
    private static final class Overtaking implements Consumer<WorkerEvent> {

        private static final int THIRD = 3;
        private static final Duration MOMENT = Duration.ofMillis(20);

        private final Consumer<WorkerEvent> listener;
        private @Nullable WorkerEvent held;

        Overtaking(Consumer<WorkerEvent> listener) {
            this.listener = listener;
        }

        @Override
        public synchronized void accept(WorkerEvent event) {
            if (event.sequence() % THIRD == 0) {
                held = event;
                Background.after(MOMENT, this::flush);
            } else {
                listener.accept(event);
                flush();
            }
        }

        private synchronized void flush() {
            WorkerEvent late = held;
            if (late != null) {
                held = null;
                listener.accept(late);
            }
        }
    }

    /** Has one thread for all. */
    private static final class OneThread extends ForwardingRuntime {

        private final List<Consumer<WorkerEvent>> listeners = new CopyOnWriteArrayList<>();

        OneThread(WorkerRuntime runtime) {
            super(runtime);
            runtime.onEvent(event -> listeners.forEach(each -> tell(each, event)));
        }

        private static void tell(Consumer<WorkerEvent> listener, WorkerEvent event) {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                // The others are told nevertheless.
            }
        }

        @Override
        public Subscription onEvent(Consumer<WorkerEvent> listener) {
            listeners.add(listener);
            return () -> listeners.remove(listener);
        }
    }
}
