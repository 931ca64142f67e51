package dev.workerkit.benchmarks.soak;

import dev.workerkit.PoolMessage;
import dev.workerkit.SendResult;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerPool;
import dev.workerkit.benchmarks.machine.Clockwork;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Sends messages to a pool when they are due, however long the answers take, and receives these: by
 * turns a task, whose answer is a future, and a message, whose answer is another one.
 */
final class Traffic {

    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration FULL = Duration.ofSeconds(1);

    private final WorkerPool pool;
    private final int messages;
    private final long end;
    private final Clockwork clockwork;
    private final Tally tally;
    private final Thread sender = new Thread(this::send, "soak-sender");
    private final Thread receiver = new Thread(this::receive, "soak-receiver");
    private volatile boolean enough;
    private volatile boolean over;

    /** Begins. */
    Traffic(WorkerPool pool, SoakPlan plan) {
        this.pool = pool;
        this.messages = plan.messages();
        this.clockwork = new Clockwork(plan.gapNanos());
        this.end = clockwork.due(messages) + TimeUnit.SECONDS.toNanos(1);
        this.tally = new Tally(clockwork, messages);
        receiver.start();
        sender.start();
    }

    Tally tally() {
        return tally;
    }

    private void send() {
        for (int number = 0; number < messages && !enough; number++) {
            if (clockwork.await() > end || System.nanoTime() > end) {
                return;
            }
            tally.sends();
            try {
                dispatch(number);
            } catch (WorkerException e) {
                tally.fails("it was refused: " + e.getMessage());
            }
        }
    }

    private void dispatch(int number) {
        String text = Text.of(number);
        if (number % 2 == 0) {
            pool.submit(text)
                    .whenComplete(
                            (answer, failure) -> {
                                if (failure == null) {
                                    tally.answers(answer);
                                } else {
                                    tally.fails("a task failed: " + failure.getMessage());
                                }
                            });
            return;
        }
        SendResult result = pool.send(text, FULL);
        while (result == SendResult.FULL && !enough) {
            result = pool.send(text, FULL);
        }
        if (result != SendResult.SENT) {
            tally.fails("a message was not taken: " + result);
        }
    }

    private void receive() {
        while (!over) {
            try {
                PoolMessage answer = pool.receive(LOOK);
                if (answer != null) {
                    tally.answers(answer.message());
                }
            } catch (WorkerException e) {
                tally.fails("no answers can be received: " + e.getMessage());
                return;
            }
        }
    }

    /** Sends no more. */
    void stop() throws InterruptedException {
        enough = true;
        sender.join();
    }

    /** Waits until all is answered, or nothing has come for a while. */
    void drain(Duration patience) throws InterruptedException {
        long moved = System.nanoTime();
        long known = tally.answered();
        while (known < tally.sent() && System.nanoTime() - moved < patience.toNanos()) {
            Thread.sleep(LOOK.toMillis());
            long now = tally.answered();
            if (now != known) {
                known = now;
                moved = System.nanoTime();
            }
        }
    }

    /** Receives no more either. */
    void end() throws InterruptedException {
        stop();
        over = true;
        receiver.join();
    }
}
