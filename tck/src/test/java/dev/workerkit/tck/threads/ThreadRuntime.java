package dev.workerkit.tck.threads;

import dev.workerkit.Capability;
import dev.workerkit.DuplicateNameException;
import dev.workerkit.Escalation;
import dev.workerkit.GroupSpec;
import dev.workerkit.Launch;
import dev.workerkit.LogView;
import dev.workerkit.PoolSpec;
import dev.workerkit.RuntimeClosedException;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.SpecException;
import dev.workerkit.UnsupportedException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerGroup;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerPool;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Workers as threads. Guards the state of all of them. */
final class ThreadRuntime implements WorkerRuntime {

    private final RuntimeOptions options;
    private final Map<String, ThreadWorker> workers = new LinkedHashMap<>();
    private final Events events = new Events();
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private final ScheduledExecutorService timers =
            Executors.newSingleThreadScheduledExecutor(
                    work -> {
                        Thread thread = new Thread(work, "threads timers");
                        thread.setDaemon(true);
                        return thread;
                    });
    private boolean closing;

    ThreadRuntime(RuntimeOptions options) {
        this.options = options;
    }

    @Override
    public String name() {
        return "threads";
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.JAVA, Capability.CHANNEL);
    }

    @Override
    public synchronized Worker start(WorkerSpec spec) {
        requireOpen();
        check(spec);
        String name = spec.name().orElseGet(() -> "worker-" + UUID.randomUUID());
        ThreadWorker there = workers.get(name);
        if (there != null) {
            throw new DuplicateNameException(name, there.state());
        }
        ThreadWorker worker =
                new ThreadWorker(this, new WorkerId("t-" + UUID.randomUUID()), name, spec);
        workers.put(name, worker);
        worker.spawn(Optional.empty(), "start");
        return worker;
    }

    private void check(WorkerSpec spec) {
        if (!(spec.launch() instanceof Launch.JavaWorker launch)) {
            throw new UnsupportedException("Threads run Java classes, no commands or shell lines");
        }
        Life.requireRunnable(launch);
        refuse("isolation", !spec.isolation().equals(WorkerSpec.of(spec.launch()).isolation()));
        refuse("image", spec.image().isPresent());
        refuse("resources", spec.resources().isPresent());
        refuse("mounts", !spec.mounts().isEmpty());
        refuse("disk", spec.disk().isPresent());
        refuse("endpoints", !spec.endpoints().isEmpty());
        refuse("relationships", !spec.relationships().isEmpty());
        refuse("dependsOn", !spec.dependsOn().isEmpty());
        refuse("channel.directory", spec.channel().directory().isPresent());
        if (spec.stop().grace().compareTo(options.stopDeadline()) > 0) {
            throw new SpecException(
                    "stop.grace",
                    spec.stop().grace() + " is longer than the stop deadline",
                    "use at most " + options.stopDeadline());
        }
    }

    private static void refuse(String field, boolean given) {
        if (given) {
            throw new UnsupportedException(field + ": threads have none; leave it out");
        }
    }

    synchronized void requireOpen() {
        if (closing) {
            throw new RuntimeClosedException(name());
        }
    }

    Events events() {
        return events;
    }

    /** With the lock held. */
    void later(Duration delay, Runnable work) {
        try {
            timers.schedule(
                    () -> {
                        synchronized (this) {
                            work.run();
                        }
                    },
                    delay.toNanos(),
                    TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // All is over.
        }
    }

    void answer(Runnable work) {
        CompletableFuture.runAsync(work);
    }

    void after(ThreadWorker worker, WorkerState state, String cause) {
        Escalation escalation = worker.spec().restart().escalation();
        boolean ends =
                escalation == Escalation.ON_END
                                && (state == WorkerState.COMPLETED || state == WorkerState.FAILED)
                        || escalation == Escalation.ON_FAILURE && state == WorkerState.FAILED;
        if (ends && !closing) {
            answer(() -> close("Worker '" + worker.name() + "' is " + state + ": " + cause));
        }
    }

    synchronized void forget(ThreadWorker worker) {
        workers.remove(worker.name());
    }

    @Override
    public WorkerGroup startGroup(GroupSpec spec) {
        throw new UnsupportedException("The runtime 'threads' has no groups");
    }

    @Override
    public List<WorkerGroup> groups() {
        return List.of();
    }

    @Override
    public Optional<WorkerGroup> group(String name) {
        return Optional.empty();
    }

    @Override
    public synchronized List<Worker> workers() {
        return List.copyOf(workers.values());
    }

    @Override
    public synchronized Optional<Worker> worker(String name) {
        return Optional.ofNullable(workers.get(name));
    }

    @Override
    public LogView log() {
        throw new UnsupportedException("The runtime 'threads' keeps no logs");
    }

    @Override
    public WorkerPool startPool(PoolSpec spec) {
        throw new UnsupportedException("The runtime 'threads' has no pools");
    }

    @Override
    public List<WorkerPool> pools() {
        return List.of();
    }

    @Override
    public Subscription onEvent(Consumer<WorkerEvent> listener) {
        return events.listen(listener)::run;
    }

    @Override
    public CompletableFuture<String> closed() {
        return closed.copy();
    }

    @Override
    public void close() {
        close("it was closed");
    }

    private void close(String reason) {
        List<Worker> left;
        synchronized (this) {
            closing = true;
            left = List.copyOf(workers.values());
        }
        left.stream().map(Worker::stop).toList().forEach(CompletableFuture::join);
        timers.shutdown();
        closed.complete(reason);
    }
}
