package dev.workerkit.tck.threads;

import dev.workerkit.WorkerEvent;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** Tells events to listeners, each on a thread of its own. */
final class Events {

    private final Set<BlockingQueue<Optional<WorkerEvent>>> queues = ConcurrentHashMap.newKeySet();
    private long told;

    /** The number of the next one; with the supervisor's lock held, as it is told then. */
    long next() {
        return ++told;
    }

    void tell(WorkerEvent event) {
        queues.forEach(queue -> queue.add(Optional.of(event)));
    }

    Runnable listen(Consumer<WorkerEvent> listener) {
        BlockingQueue<Optional<WorkerEvent>> queue = new LinkedBlockingQueue<>();
        queues.add(queue);
        Thread thread = new Thread(() -> pass(queue, listener), "threads events");
        thread.setDaemon(true);
        thread.start();
        return () -> end(queue);
    }

    /** Nothing happens any more; what has happened is told. */
    void end() {
        queues.forEach(this::end);
    }

    private void end(BlockingQueue<Optional<WorkerEvent>> queue) {
        if (queues.remove(queue)) {
            queue.add(Optional.empty());
        }
    }

    private static void pass(
            BlockingQueue<Optional<WorkerEvent>> queue, Consumer<WorkerEvent> listener) {
        try {
            for (Optional<WorkerEvent> next = queue.take(); next.isPresent(); next = queue.take()) {
                pass(next.get(), listener);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pass(WorkerEvent event, Consumer<WorkerEvent> listener) {
        try {
            listener.accept(event);
        } catch (RuntimeException e) {
            // It is the listener's own affair.
        }
    }
}
