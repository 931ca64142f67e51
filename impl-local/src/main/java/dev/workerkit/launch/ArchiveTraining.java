package dev.workerkit.launch;

import dev.workerkit.LogLine;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerSpec;
import dev.workerkit.engine.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Makes an archive of classes: lets a real worker do all that workers do, in a JVM that writes down
 * what it loaded when it ends. Nobody waits for it but the end of the runtime.
 */
public final class ArchiveTraining {

    private static final System.Logger LOG = System.getLogger(ArchiveTraining.class.getName());

    /** A busy machine may take long; a runtime that closes does not wait longer. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Who has been killed is gone by then, or nobody can tell. */
    private static final Duration LAST = Duration.ofSeconds(10);

    private final ClassDataArchive archive;
    private final Rehearsals rehearsals;
    private final Executor executor;
    private final WorkerId id;
    private CompletableFuture<Void> running = CompletableFuture.completedFuture(null);
    private boolean begun;

    /**
     * Makes this archive.
     *
     * @param executor where it is made
     * @param name of the worker; unique among those of all runtimes
     */
    public ArchiveTraining(
            ClassDataArchive archive, Rehearsals rehearsals, Executor executor, String name) {
        this.archive = archive;
        this.rehearsals = rehearsals;
        this.executor = executor;
        this.id = new WorkerId("rehearsal-" + name);
    }

    /** Begins in the background if there is no archive; later calls do nothing. */
    public synchronized void begin() {
        if (!begun) {
            begun = true;
            if (!archive.exists()) {
                running = CompletableFuture.runAsync(this::train, executor);
            }
        }
    }

    /** Whether one is being made. */
    public synchronized boolean isRunning() {
        return !running.isDone();
    }

    /** Waits for the end of what has begun, so that even the shortest program leaves an archive. */
    public void await() {
        CompletableFuture<Void> awaited;
        synchronized (this) {
            begun = true;
            awaited = running;
        }
        awaited.join();
    }

    private void train() {
        try {
            Path target = archive.newTarget();
            try {
                rehearse(target);
                if (Files.size(target) > 0) {
                    archive.publish(target);
                }
            } finally {
                Files.deleteIfExists(target);
            }
        } catch (IOException | RuntimeException | ExecutionException | TimeoutException e) {
            LOG.log(System.Logger.Level.INFO, "No archive of classes; workers start slower", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void rehearse(Path target)
            throws IOException, ExecutionException, TimeoutException, InterruptedException {
        WorkerPlace place = rehearsals.admit(id, WorkerSpec.of(Rehearsal.class), target);
        Progress progress = new Progress();
        long deadline = System.nanoTime() + LIMIT.toNanos();
        try {
            place.spawn(1, progress);
            progress.ready.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            for (Object message : Rehearsal.MESSAGES) {
                place.channel().send(message);
                place.channel().receive(Duration.ofNanos(deadline - System.nanoTime()));
            }
            place.query().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            place.askToStop(1, LIMIT);
            progress.ended.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } finally {
            end(place, progress);
        }
        rehearsals.ended(target);
    }

    /** Nothing of it stays, however far it came. */
    private static void end(WorkerPlace place, Progress progress)
            throws ExecutionException, TimeoutException, InterruptedException {
        try {
            place.kill(1);
            progress.ended.get(LAST.toSeconds(), TimeUnit.SECONDS);
        } finally {
            place.retire();
            place.forget();
        }
    }

    private static final class Progress implements Reports {
        private final CompletableFuture<Void> ready = new CompletableFuture<>();
        private final CompletableFuture<WorkerExit> ended = new CompletableFuture<>();

        @Override
        public void spawned(int incarnation, OptionalLong pid) {}

        @Override
        public void ready(int incarnation) {
            ready.complete(null);
        }

        @Override
        public void probeSucceeded(int incarnation) {}

        @Override
        public void probeFailed(int incarnation, String reason) {}

        @Override
        public void paused(int incarnation) {}

        @Override
        public void resumed(int incarnation) {}

        @Override
        public void status(int incarnation, String text) {}

        @Override
        public void progress(int incarnation, long units) {}

        @Override
        public void idle(int incarnation) {}

        @Override
        public void recycle(int incarnation, String reason) {}

        @Override
        public void ended(int incarnation, WorkerExit exit, List<LogLine> lastLines) {
            ready.completeExceptionally(new WorkerException("It ended: " + exit.describe()));
            ended.complete(exit);
        }
    }
}
