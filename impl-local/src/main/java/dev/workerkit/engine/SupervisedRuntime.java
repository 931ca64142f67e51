package dev.workerkit.engine;

import dev.workerkit.Capability;
import dev.workerkit.DuplicateNameException;
import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.LogView;
import dev.workerkit.RuntimeClosedException;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.SpecException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** A runtime made of the engine and a launcher. */
public final class SupervisedRuntime implements WorkerRuntime {

    private static final System.Logger LOG = System.getLogger(SupervisedRuntime.class.getName());

    private final String name;
    private final RuntimeOptions options;
    private final Launcher launcher;
    private final ExecutorService notifier;
    private final Events events;
    private final Supervisor supervisor;
    private final Names names = new Names();

    /** By name, in the order of their start; absent workers are names that are being admitted. */
    private final Map<String, Optional<SupervisedWorker>> workers = new LinkedHashMap<>();

    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private boolean closing;

    /** A runtime of this name on this launcher, which it closes in the end. */
    public SupervisedRuntime(String name, RuntimeOptions options, Launcher launcher) {
        this.name = name;
        this.options = options;
        this.launcher = launcher;
        this.notifier = Executors.newCachedThreadPool(this::notifierThread);
        this.events = new Events(notifier);
        this.supervisor = new Supervisor(name, events::publish, this::shutDown, notifier);
    }

    private Thread notifierThread(Runnable work) {
        Thread thread = new Thread(work, "workerkit-" + name + "-notifier");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<Capability> capabilities() {
        return launcher.capabilities();
    }

    @Override
    public Worker start(WorkerSpec spec) {
        requireOpen();
        requireGraceWithinDeadline(spec);
        launcher.check(spec);
        String workerName = reserve(spec);
        SupervisedWorker handle = null;
        try {
            handle = admit(workerName, spec);
        } finally {
            settle(workerName, Optional.ofNullable(handle));
        }
        return handle;
    }

    private SupervisedWorker admit(String workerName, WorkerSpec spec) {
        WorkerId id = names.idFor(workerName);
        Workplace place = launcher.admit(id, workerName, spec);
        Supervised worker =
                new Supervised(id, workerName, spec, place, supervisor.clock().instant());
        SupervisedWorker handle =
                new SupervisedWorker(worker, supervisor, () -> forget(workerName));
        try {
            supervisor.call(
                    engine -> {
                        engine.admit(worker);
                        return null;
                    });
        } catch (RuntimeException e) {
            place.forget();
            throw e;
        }
        return handle;
    }

    private void requireGraceWithinDeadline(WorkerSpec spec) {
        Duration grace = spec.stop().grace();
        if (grace.compareTo(options.stopDeadline()) > 0) {
            throw new SpecException(
                    "stop.grace",
                    grace + " is longer than the runtime's stopDeadline, " + options.stopDeadline(),
                    "shorten the grace, or open the runtime with a longer stopDeadline");
        }
    }

    private synchronized void requireOpen() {
        if (closing) {
            throw new RuntimeClosedException(name);
        }
    }

    /** Takes the name, so that nobody else can while the worker is being admitted. */
    private synchronized String reserve(WorkerSpec spec) {
        requireOpen();
        String workerName = spec.name().orElseGet(() -> freeName(spec));
        Optional<SupervisedWorker> holder = workers.get(workerName);
        if (holder != null) {
            WorkerState state = holder.map(Worker::state).orElse(WorkerState.NEW);
            throw new DuplicateNameException(workerName, state);
        }
        workers.put(workerName, Optional.empty());
        return workerName;
    }

    private String freeName(WorkerSpec spec) {
        String candidate = names.nameFor(spec);
        while (workers.containsKey(candidate)) {
            candidate = names.nameFor(spec);
        }
        return candidate;
    }

    private synchronized void settle(String workerName, Optional<SupervisedWorker> handle) {
        if (handle.isPresent()) {
            workers.put(workerName, handle);
        } else {
            workers.remove(workerName);
        }
        notifyAll();
    }

    private synchronized void forget(String workerName) {
        workers.remove(workerName);
    }

    @Override
    public synchronized List<Worker> workers() {
        List<Worker> all = new ArrayList<>();
        workers.values().forEach(handle -> handle.ifPresent(all::add));
        return List.copyOf(all);
    }

    @Override
    public synchronized Optional<Worker> worker(String workerName) {
        return workers.getOrDefault(workerName, Optional.empty()).map(handle -> handle);
    }

    @Override
    public LogView log() {
        return launcher.log();
    }

    @Override
    public Subscription onEvent(Consumer<WorkerEvent> listener) {
        requireOpen();
        return events.subscribe(listener);
    }

    @Override
    public CompletableFuture<String> closed() {
        return closed.copy();
    }

    /** On a thread of its own, for the engine's must go on supervising meanwhile. */
    private void shutDown(String reason) {
        LOG.log(System.Logger.Level.INFO, "Runtime ''{0}'' shuts down: {1}", name, reason);
        Thread closing = new Thread(() -> close(reason), "workerkit-" + name + "-closing");
        // Not a daemon: what it stops must have ended before the process does.
        closing.start();
    }

    @Override
    public void close() {
        close("it was closed");
    }

    private void close(String reason) {
        if (!beginClosing()) {
            // A caller who comes second may be about to end the process: workers need their grace.
            closed.join();
            return;
        }
        try {
            // Again, for a caller may start a worker that was just stopped.
            while (!workers().isEmpty()) {
                stopAndRemoveAll();
            }
            supervisor.close();
            launcher.close();
        } finally {
            notifier.shutdown();
            closed.complete(reason);
        }
    }

    private void stopAndRemoveAll() {
        List<CompletableFuture<WorkerSnapshot>> ends =
                workers().stream().map(SupervisedRuntime::stop).toList();
        // No deadline here: each grace is within the stop deadline, and a kill follows it.
        ends.forEach(CompletableFuture::join);
        for (Worker worker : workers()) {
            try {
                worker.remove();
            } catch (IllegalLifecycleException startedAgain) {
                // The next round stops it.
            }
        }
    }

    private static CompletableFuture<WorkerSnapshot> stop(Worker worker) {
        try {
            return worker.stop();
        } catch (IllegalLifecycleException removed) {
            // By somebody else at this moment, so it has ended.
            return CompletableFuture.completedFuture(worker.snapshot());
        }
    }

    /** Lets no more workers in, and waits until those that are being admitted are. */
    private synchronized boolean beginClosing() {
        if (closing) {
            return false;
        }
        closing = true;
        boolean interrupted = false;
        while (workers.containsValue(Optional.<SupervisedWorker>empty())) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return true;
    }
}
