package dev.workerkit.tck.harness;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** Gives what comes to a listener, in order, on a thread of its own. */
final class Listener<T> {

    private static final int MOST = 10_000;

    private final BlockingQueue<Optional<T>> coming = new LinkedBlockingQueue<>(MOST);
    private final Thread thread;

    Listener(Consumer<? super T> listener) {
        thread = new Thread(() -> give(listener), "harness listener");
        thread.setDaemon(true);
        thread.start();
    }

    /** Called by the thread that reads. */
    void add(T next) {
        if (!coming.offer(Optional.of(next))) {
            throw new Told.MalformedException(
                    "it tells more than anybody can hear: " + MOST + " wait to be heard");
        }
    }

    private void give(Consumer<? super T> listener) {
        try {
            for (Optional<T> next = coming.take(); next.isPresent(); next = coming.take()) {
                try {
                    listener.accept(next.orElseThrow());
                } catch (RuntimeException e) {
                    // Its own affair; it is told on.
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it; what came before is heard first, what comes after by nobody. */
    void finish() {
        if (!coming.offer(Optional.empty())) {
            thread.interrupt();
        }
    }
}
