package dev.workerkit.tck.threads;

import dev.workerkit.Capability;
import dev.workerkit.DuplicateNameException;
import dev.workerkit.GroupSpec;
import dev.workerkit.LogView;
import dev.workerkit.PoolSpec;
import dev.workerkit.RuntimeClosedException;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.UnsupportedException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerGroup;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerPool;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Workers as threads of this JVM. */
final class ThreadRuntime implements WorkerRuntime {

    private final Supervisor supervisor = new Supervisor(this::close);
    private final Admission admission;
    private final Map<String, WorkerGroup> groups = new LinkedHashMap<>();
    private final CompletableFuture<Void> allEnded = new CompletableFuture<>();
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private boolean closing;

    ThreadRuntime(RuntimeOptions options) {
        this.admission = new Admission(supervisor.workers(), options.stopDeadline());
    }

    @Override
    public String name() {
        return "threads";
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.JAVA, Capability.CHANNEL, Capability.HOST_FILES);
    }

    @Override
    public Worker start(WorkerSpec spec) {
        return supervisor.call(
                () -> {
                    requireOpen();
                    return start(List.of(spec)).get(0);
                });
    }

    /** All or none. */
    private List<ThreadWorker> start(List<WorkerSpec> specs) {
        List<ThreadWorker> started = new ArrayList<>();
        try {
            for (WorkerSpec spec : specs) {
                started.add(taken(spec));
            }
        } catch (RuntimeException e) {
            started.forEach(ThreadWorker::forget);
            throw e;
        }
        started.forEach(worker -> worker.lifecycle().start("started"));
        return started;
    }

    private ThreadWorker taken(WorkerSpec spec) {
        String name = spec.name().orElseGet(() -> "worker-" + UUID.randomUUID());
        ThreadWorker there = supervisor.workers().get(name);
        if (there != null) {
            throw new DuplicateNameException(name, there.lifecycle().standing().state());
        }
        admission.require(spec);
        WorkerId id = new WorkerId("t-" + UUID.randomUUID());
        ThreadWorker worker = new ThreadWorker(this, supervisor, id, name, spec);
        supervisor.workers().put(name, worker);
        return worker;
    }

    /** With the supervisor's lock held. */
    void requireOpen() {
        if (closing) {
            throw new RuntimeClosedException(name());
        }
    }

    @Override
    public WorkerGroup startGroup(GroupSpec spec) {
        return supervisor.call(
                () -> {
                    requireOpen();
                    WorkerGroup there = groups.get(spec.name());
                    if (there != null) {
                        throw new DuplicateNameException(
                                spec.name(), there.snapshots().get(0).state());
                    }
                    List<ThreadWorker> members = start(spec.startOrder());
                    WorkerGroup group =
                            new Team(
                                    spec.name(),
                                    members,
                                    supervisor,
                                    () -> groups.remove(spec.name()));
                    groups.put(spec.name(), group);
                    return group;
                });
    }

    @Override
    public List<WorkerGroup> groups() {
        return supervisor.call(() -> List.copyOf(groups.values()));
    }

    @Override
    public Optional<WorkerGroup> group(String name) {
        return supervisor.call(() -> Optional.ofNullable(groups.get(name)));
    }

    @Override
    public List<Worker> workers() {
        return supervisor.call(() -> List.copyOf(supervisor.workers().values()));
    }

    @Override
    public Optional<Worker> worker(String name) {
        return supervisor.call(() -> Optional.ofNullable(supervisor.workers().get(name)));
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
        return supervisor.call(() -> supervisor.events().listen(listener)::run);
    }

    @Override
    public CompletableFuture<String> closed() {
        return closed.copy();
    }

    @Override
    public void close() {
        close("it was closed");
    }

    /** Whoever closes it, and whoever does so too, waits until all workers have ended. */
    private void close(String reason) {
        supervisor.run(
                () -> {
                    if (!closing) {
                        closing = true;
                        supervisor.stopInOrder(
                                List.copyOf(supervisor.workers().values()),
                                () -> allEnded.complete(null));
                    }
                });
        allEnded.join();
        supervisor.end();
        closed.complete(reason);
    }
}
