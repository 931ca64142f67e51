package dev.workerkit.cli;

import dev.workerkit.EventLoopKind;
import dev.workerkit.SharedWorker;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerStatus;
import dev.workerkit.shared.SharedWorkers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A connection to a shared worker that is asked one thing, within a time. It does without a runtime,
 * which would take longer to open than all else. Used by one thread.
 */
final class Visit implements AutoCloseable {

    /** What is a part has more time than the whole, so that it is the whole that is over. */
    private static final Duration SPARE = Duration.ofSeconds(5);

    /** So often messages that came unasked are thrown away, lest the answer waits behind them. */
    private static final long DRAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long GOODBYE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Target target;
    private final Duration timeout;
    private final long deadline;
    private final SharedWorkers workers;
    private final SharedWorker worker;

    private Visit(Target target, Duration timeout) {
        this.target = target;
        this.timeout = timeout;
        this.deadline = System.nanoTime() + TimeUnit.NANOSECONDS.convert(timeout);
        this.workers = new SharedWorkers("cli", EventLoopKind.AUTO, new Visitor());
        this.worker = connected();
    }

    /**
     * Connects, and throws what {@link dev.workerkit.WorkerRuntime#connect} does.
     *
     * @throws NoAnswerException if that takes too long
     */
    static Visit to(Target target, Duration timeout) {
        return new Visit(target, timeout);
    }

    /** On a thread of its own: reading a file or looking up a name may take any time. */
    private SharedWorker connected() {
        FutureTask<SharedWorker> connecting =
                new FutureTask<>(
                        () -> workers.connect(target.address(), target.spec(timeout.plus(SPARE))));
        Thread thread = new Thread(connecting, "connect");
        thread.setDaemon(true);
        thread.start();
        return answer(connecting);
    }

    SharedWorker worker() {
        return worker;
    }

    /**
     * Asks how it is, and throws what {@link SharedWorker#query} tells.
     *
     * @throws NoAnswerException if that takes too long
     */
    WorkerStatus query() {
        Future<WorkerStatus> answer = worker.query();
        while (!answer.isDone() && deadline - System.nanoTime() > DRAIN_NANOS) {
            try {
                answer.get(DRAIN_NANOS, TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                while (worker.channel().bytes().poll(message -> {})) {
                    // Nobody wants it.
                }
            } catch (ExecutionException e) {
                break;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        return answer(answer);
    }

    /**
     * Stops it, and throws what {@link SharedWorker#stop} tells.
     *
     * @throws NoAnswerException if that takes too long
     */
    void stop() {
        answer(worker.stop());
    }

    private <T> T answer(Future<T> promised) {
        try {
            return promised.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new NoAnswerException(target.address(), timeout);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException told) {
                throw told;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorkerException("Interrupted while waiting for " + target.address(), e);
        }
    }

    @Override
    public void close() {
        leave();
        workers.close();
    }

    /** Says goodbye, and leaves what else there is to the end of the process. */
    void leave() {
        worker.close();
        try {
            worker.disconnected().get(GOODBYE_NANOS, TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // It has answered what it was asked; no more is wanted of it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
