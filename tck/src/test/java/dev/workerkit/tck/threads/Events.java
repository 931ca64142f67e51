package dev.workerkit.tck.threads;

import dev.workerkit.WorkerEvent;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** Tells events to listeners, each on a thread of its own. */
final class Events {

    private final Set<BlockingQueue<WorkerEvent>> queues = ConcurrentHashMap.newKeySet();
    private long told;

    /** The number of the next one. */
    synchronized long next() {
        return ++told;
    }

    void tell(WorkerEvent event) {
        queues.forEach(queue -> queue.add(event));
    }

    Runnable listen(Consumer<WorkerEvent> listener) {
        BlockingQueue<WorkerEvent> queue = new LinkedBlockingQueue<>();
        queues.add(queue);
        Thread thread = new Thread(() -> pass(queue, listener), "threads events");
        thread.setDaemon(true);
        thread.start();
        return () -> {
            queues.remove(queue);
            thread.interrupt();
        };
    }

    private static void pass(BlockingQueue<WorkerEvent> queue, Consumer<WorkerEvent> listener) {
        while (true) {
            try {
                listener.accept(queue.take());
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // It is the listener's own affair.
            }
        }
    }
}
