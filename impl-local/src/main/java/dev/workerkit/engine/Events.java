package dev.workerkit.engine;

import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerRuntime.Subscription;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Tells listeners of events. Each has a queue of its own, emptied by one thread at a time, so that
 * one that is slow or throws holds up nobody else (WRK-LIFE-012).
 */
final class Events {

    private static final System.Logger LOG = System.getLogger(Events.class.getName());

    private final CopyOnWriteArrayList<Listening> listeners = new CopyOnWriteArrayList<>();
    private final Executor executor;

    Events(Executor executor) {
        this.executor = executor;
    }

    Subscription subscribe(Consumer<WorkerEvent> listener) {
        Listening listening = new Listening(listener, executor);
        listeners.add(listening);
        return () -> listeners.remove(listening);
    }

    void publish(WorkerEvent event) {
        listeners.forEach(listening -> listening.add(event));
    }

    private static final class Listening {
        private final Consumer<WorkerEvent> listener;
        private final Executor executor;
        private final Queue<WorkerEvent> pending = new ArrayDeque<>();
        private boolean delivering;

        Listening(Consumer<WorkerEvent> listener, Executor executor) {
            this.listener = listener;
            this.executor = executor;
        }

        void add(WorkerEvent event) {
            synchronized (pending) {
                pending.add(event);
                if (delivering) {
                    return;
                }
                delivering = true;
            }
            executor.execute(this::deliver);
        }

        private void deliver() {
            while (true) {
                WorkerEvent event;
                synchronized (pending) {
                    event = pending.poll();
                    if (event == null) {
                        delivering = false;
                        return;
                    }
                }
                try {
                    listener.accept(event);
                } catch (RuntimeException | Error e) {
                    LOG.log(System.Logger.Level.WARNING, "An event listener threw; it goes on", e);
                }
            }
        }
    }
}
