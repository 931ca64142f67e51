package dev.workerkit.engine;

import dev.workerkit.RuntimeClosedException;
import dev.workerkit.WorkerEvent;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The one thread on which an {@link Engine} runs. */
final class Supervisor implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Supervisor.class.getName());

    private final LinkedBlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
    private final Clock clock = Clock.system();
    private final Engine engine;
    private final Thread thread;
    private final String runtime;
    private volatile boolean closed;

    Supervisor(
            String runtime,
            Consumer<WorkerEvent> events,
            Consumer<String> shutDown,
            Executor notifier,
            StartGate gate,
            Duration stopDeadline) {
        this.runtime = runtime;
        this.engine =
                new Engine(
                        clock,
                        new SplittableRandom(),
                        inbox::add,
                        events,
                        shutDown,
                        notifier,
                        gate,
                        stopDeadline);
        this.thread = new Thread(this::run, "workerkit-" + runtime + "-supervisor");
        thread.setDaemon(true);
        thread.start();
    }

    Clock clock() {
        return clock;
    }

    /**
     * Runs this on the engine's thread and gives its result, or throws what it throws.
     *
     * @throws RuntimeClosedException if the supervisor is closed
     */
    <T extends @Nullable Object> T call(Function<Engine, T> work) {
        Call<T> call = new Call<>(work);
        inbox.add(call);
        if (closed) {
            // The thread may have emptied the inbox for the last time before this came in.
            refuseWaiting();
        }
        try {
            return call.result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private void run() {
        while (!closed) {
            try {
                Runnable work = next();
                if (work != null) {
                    work.run();
                }
                engine.fireTimers();
            } catch (InterruptedException e) {
                // Only close() interrupts.
                break;
            } catch (RuntimeException | Error e) {
                // One worker's trouble must not end the supervision of all others.
                LOG.log(System.Logger.Level.ERROR, "A step of the supervisor failed", e);
            }
        }
        closed = true;
        refuseWaiting();
    }

    private @Nullable Runnable next() throws InterruptedException {
        OptionalLong deadline = engine.nextDeadline();
        return deadline.isEmpty()
                ? inbox.take()
                : inbox.poll(deadline.getAsLong() - clock.nanos(), TimeUnit.NANOSECONDS);
    }

    private void refuseWaiting() {
        for (Runnable work = inbox.poll(); work != null; work = inbox.poll()) {
            if (work instanceof Call<?> call) {
                call.result.completeExceptionally(new RuntimeClosedException(runtime));
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    /** Work whose caller waits for its result. */
    private final class Call<T extends @Nullable Object> implements Runnable {
        private final Function<Engine, T> work;
        private final CompletableFuture<T> result = new CompletableFuture<>();

        Call(Function<Engine, T> work) {
            this.work = work;
        }

        @Override
        public void run() {
            try {
                result.complete(work.apply(engine));
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        }
    }
}
