package dev.workerkit.tck.harness;

import dev.workerkit.Capability;
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
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A runtime behind a process of a harness, which it has for itself and which ends with it. */
final class HarnessRuntime implements WorkerRuntime, Link.Pushed {

    /** How long a thread waits for more: what is closed is asked still, but need not hold one. */
    private static final long IDLE_MILLIS = 50;

    private final HarnessHello hello;
    private final Link link;
    private final Duration closingTakes;
    private final Map<WorkerId, HarnessWorker> workers =
            Collections.synchronizedMap(new LinkedHashMap<>());
    private final Map<String, HarnessGroup> groups =
            Collections.synchronizedMap(new LinkedHashMap<>());
    private final List<Listener<WorkerEvent>> listeners = new CopyOnWriteArrayList<>();
    private final Followers followers = new Followers();
    private final ExecutorService completing =
            new ThreadPoolExecutor(
                    0,
                    Integer.MAX_VALUE,
                    IDLE_MILLIS,
                    TimeUnit.MILLISECONDS,
                    new SynchronousQueue<>(),
                    this::daemon);
    private final Lives lives = new Lives(completing);
    private final Deeds deeds = new Deeds(completing);
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private volatile long master;
    private boolean closing;
    private boolean over;

    private HarnessRuntime(HarnessHello hello, Link link, RuntimeOptions options) {
        this.hello = hello;
        this.link = link;
        this.closingTakes = options.stopDeadline().plus(link.patience());
    }

    /** Opens the runtime behind a process that has said hello. */
    static HarnessRuntime open(HarnessHello hello, Link link, RuntimeOptions options) {
        HarnessRuntime runtime = new HarnessRuntime(hello, link, options);
        link.pushTo(runtime);
        runtime.master =
                link.ask(
                        "open",
                        Map.of("options", Requests.options(options)),
                        told -> told.optionalWhole("master").orElse(link.pid()));
        HarnessMasters.add(runtime.master);
        return runtime;
    }

    private Thread daemon(Runnable body) {
        Thread thread = new Thread(body, "harness futures");
        thread.setDaemon(true);
        return thread;
    }

    Link link() {
        return link;
    }

    Lives lives() {
        return lives;
    }

    Deeds deeds() {
        return deeds;
    }

    Followers followers() {
        return followers;
    }

    @Override
    public String name() {
        return hello.name();
    }

    @Override
    public Set<Capability> capabilities() {
        return hello.capabilities();
    }

    void require(Capability capability, String lack) {
        if (!hello.capabilities().contains(capability)) {
            throw new UnsupportedException("The runtime '" + name() + "' " + lack);
        }
    }

    // What it takes without having asked

    @Override
    public boolean take(Told message) {
        if (message.has("event")) {
            WorkerEvent event = Replies.event(message.object("event"));
            lives.happened(Replies.snapshot(message.object("snapshot")));
            listeners.forEach(listener -> listener.add(event));
        } else if (message.has("line")) {
            followers.take(message);
        } else if (message.has("done")) {
            deeds.done(message);
        } else if (message.has("closed")) {
            String reason = message.text("closed");
            completing.execute(() -> closed.complete(reason));
        } else {
            return false;
        }
        return true;
    }

    @Override
    public void over(HarnessException why) {
        lives.over(why);
        deeds.over(why);
        completing.execute(() -> closed.completeExceptionally(why));
        listeners.forEach(Listener::finish);
        followers.close();
    }

    // Workers

    @Override
    public Worker start(WorkerSpec spec) {
        refuseIfClosed();
        return link.ask(
                "launch",
                Map.of("spec", Requests.spec(spec)),
                told -> known(Replies.snapshot(told), spec));
    }

    /** Called by the thread that reads. */
    HarnessWorker known(WorkerSnapshot snapshot, WorkerSpec spec) {
        return workers.computeIfAbsent(
                snapshot.id(), any -> new HarnessWorker(this, snapshot, spec));
    }

    void forget(WorkerId id) {
        workers.remove(id);
    }

    @Override
    public List<Worker> workers() {
        if (isOver()) {
            return List.copyOf(workers.values());
        }
        return link.ask("workers", Map.of(), told -> handles(Replies.snapshots(told)));
    }

    List<Worker> handles(List<WorkerSnapshot> snapshots) {
        List<Worker> handles = new ArrayList<>();
        for (WorkerSnapshot snapshot : snapshots) {
            HarnessWorker worker = workers.get(snapshot.id());
            if (worker == null) {
                throw new Told.MalformedException(
                        "it tells of a worker that nobody started: " + snapshot);
            }
            handles.add(worker);
        }
        return List.copyOf(handles);
    }

    @Override
    public Optional<Worker> worker(String name) {
        return workers().stream().filter(worker -> worker.name().equals(name)).findFirst();
    }

    // Groups and pools

    @Override
    public WorkerGroup startGroup(GroupSpec spec) {
        refuseIfClosed();
        return link.ask(
                "launch-group",
                Map.of("group", Requests.group(spec)),
                told -> {
                    HarnessGroup group = new HarnessGroup(this, spec.name(), members(spec, told));
                    groups.put(spec.name(), group);
                    return group;
                });
    }

    private List<HarnessWorker> members(GroupSpec spec, Told told) {
        return Replies.snapshots(told).stream()
                .map(snapshot -> known(snapshot, member(spec, snapshot)))
                .toList();
    }

    private static WorkerSpec member(GroupSpec spec, WorkerSnapshot snapshot) {
        return spec.workers().stream()
                .filter(each -> each.name().equals(Optional.of(snapshot.name())))
                .findFirst()
                .orElseThrow(
                        () ->
                                new Told.MalformedException(
                                        "nobody of this name is in the group: " + snapshot));
    }

    void forgetGroup(String name) {
        groups.remove(name);
    }

    @Override
    public List<WorkerGroup> groups() {
        return List.copyOf(groups.values());
    }

    @Override
    public Optional<WorkerGroup> group(String name) {
        return Optional.ofNullable(groups.get(name));
    }

    @Override
    public WorkerPool startPool(PoolSpec spec) {
        refuseIfClosed();
        throw new UnsupportedException("The runtime '" + name() + "' has no pools");
    }

    @Override
    public List<WorkerPool> pools() {
        return List.of();
    }

    // Logs and events

    @Override
    public LogView log() {
        require(Capability.LOG, "keeps no logs");
        return new HarnessLog(this, Map.of());
    }

    @Override
    public Subscription onEvent(Consumer<WorkerEvent> listener) {
        Listener<WorkerEvent> added = new Listener<>(listener);
        listeners.add(added);
        return () -> {
            listeners.remove(added);
            added.finish();
        };
    }

    // The end

    /** What can be asked of handles later is asked now; then the harness ends. */
    @Override
    public void close() {
        if (!begin()) {
            return;
        }
        try {
            link.ask("close", Map.of(), told -> told, closingTakes);
            List.copyOf(workers.values()).forEach(HarnessWorker::keep);
        } finally {
            synchronized (this) {
                over = true;
            }
            HarnessMasters.remove(master);
            link.close();
        }
    }

    private synchronized boolean begin() {
        boolean first = !closing;
        closing = true;
        return first;
    }

    private synchronized boolean isOver() {
        return over;
    }

    private void refuseIfClosed() {
        if (isOver()) {
            refuseAsClosed();
        }
    }

    void refuseAsClosed() {
        throw new RuntimeClosedException(name());
    }

    @Override
    public CompletableFuture<String> closed() {
        return closed.copy();
    }
}
