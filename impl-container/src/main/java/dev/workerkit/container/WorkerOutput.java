package dev.workerkit.container;

import dev.workerkit.container.engine.Container;
import dev.workerkit.container.engine.EngineException;
import dev.workerkit.container.engine.NotFoundException;
import dev.workerkit.container.engine.Output;
import dev.workerkit.launch.Birth;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What one container writes, on its way into its worker's log. The engine keeps none of it: where
 * the connection breaks off it is made again as soon as that can be done, and the log says what may
 * be missing.
 */
final class WorkerOutput implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(WorkerOutput.class.getName());

    /** A container that ends is buried by then, mostly. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Container container;
    private final Birth birth;
    private final Executor later;
    private final LogSink sink;
    private Output current;
    private Optional<Instant> broken = Optional.empty();
    private boolean closed;

    private WorkerOutput(Container container, Birth birth, Executor executor) {
        this.container = container;
        this.birth = birth;
        this.later =
                CompletableFuture.delayedExecutor(
                        PAUSE.toMillis(), TimeUnit.MILLISECONDS, executor);
        this.sink = new LogSink(birth);
        this.current = container.attach(sink);
    }

    /** Takes it from now on; before the container is started, so that nothing is missed. */
    static WorkerOutput attach(Container container, Birth birth, Executor executor) {
        WorkerOutput output = new WorkerOutput(container, birth, executor);
        output.watch(output.current);
        return output;
    }

    /** An end of the container looks the same as an end of the connection. */
    private void watch(Output attached) {
        attached.ended()
                .whenComplete(
                        (none, thrown) -> {
                            Instant end = Instant.now();
                            later.execute(() -> mend(end));
                        });
    }

    private void mend(Instant end) {
        if (isClosed()) {
            return;
        }
        try {
            if (container.inspect().running()) {
                attachAnew(end);
            }
        } catch (NotFoundException e) {
            LOG.log(System.Logger.Level.DEBUG, "It is gone, and writes no more", e);
        } catch (EngineException e) {
            LOG.log(System.Logger.Level.DEBUG, "Can't take output yet", e);
            breakOff(end);
            later.execute(() -> mend(end));
        }
    }

    private void attachAnew(Instant end) {
        Output attached = container.attach(sink);
        if (container.inspect().running()) {
            replace(attached, end);
        } else {
            // It would tell of the next run, and there is none.
            attached.close();
            breakOff(end);
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void breakOff(Instant end) {
        broken = Optional.of(end);
    }

    private synchronized void replace(Output attached, Instant end) {
        if (closed) {
            attached.close();
            return;
        }
        note(end);
        broken = Optional.empty();
        current = attached;
        watch(attached);
    }

    private void note(Instant end) {
        birth.log()
                .note(
                        birth.number(),
                        "What it wrote from "
                                + end
                                + " to "
                                + Instant.now()
                                + " may be missing here: the connection to the container engine"
                                + " broke off");
    }

    /** Returns when all that a container wrote which has ended is in the log. */
    void awaitEnd(Duration limit) {
        try {
            last().ended().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Output of '" + birth.plan().name() + "' may be lost",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Output last() {
        return current;
    }

    /** There is no more. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            current.close();
            sink.close();
            broken.ifPresent(this::note);
        }
    }
}
