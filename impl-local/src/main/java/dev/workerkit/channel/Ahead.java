package dev.workerkit.channel;

import dev.workerkit.WorkerException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Something that takes long to open, opened on a thread of its own before it is needed. The first
 * use of Chronicle in a process loads hundreds of classes, and no message should wait for that.
 */
final class Ahead<T> {

    private final FutureTask<T> opening;

    private final Consumer<T> closer;

    private Ahead(FutureTask<T> opening, Consumer<T> closer) {
        this.opening = opening;
        this.closer = closer;
    }

    /** Begins to open it. */
    static <T> Ahead<T> open(Supplier<T> opener, Consumer<T> closer) {
        FutureTask<T> opening = new FutureTask<>(opener::get);
        Thread thread = new Thread(opening, "workerkit-channel-opener");
        thread.setDaemon(true);
        thread.start();
        return new Ahead<>(opening, closer);
    }

    /**
     * The open thing; waits for it if need be, whatever interrupts.
     *
     * @throws WorkerException if it could not be opened
     */
    T get() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return opening.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new WorkerException(e.getCause().getMessage(), e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Closes it, after waiting for it if need be: nothing of it goes on after that. */
    void close() {
        T opened;
        try {
            opened = get();
        } catch (WorkerException e) {
            // Then there is nothing to close.
            return;
        }
        closer.accept(opened);
    }
}
