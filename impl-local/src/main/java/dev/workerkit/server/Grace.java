package dev.workerkit.server;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends a worker that was told to stop and does not. Any thread may begin it, many times. */
final class Grace {

    private final Duration time;
    private final Runnable halt;
    private final CountDownLatch over = new CountDownLatch(1);
    private boolean begun;

    /** Runs this after so much time. */
    Grace(Duration time, Runnable halt) {
        this.time = time;
        this.halt = halt;
    }

    synchronized void begin() {
        if (!begun) {
            begun = true;
            Thread thread = new Thread(this::await, "workerkit-grace");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** The worker has stopped in time. */
    void end() {
        over.countDown();
    }

    private void await() {
        try {
            if (!over.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                halt.run();
            }
        } catch (InterruptedException e) {
            // Nobody has a reason to interrupt it; whoever does ends the wait.
            halt.run();
        }
    }
}
