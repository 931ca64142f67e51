package dev.workerkit.engine;

import dev.workerkit.Capability;
import dev.workerkit.GroupSpec;
import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.KillSwitch;
import dev.workerkit.LogView;
import dev.workerkit.PoolSpec;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.SharedWorker;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.SpecException;
import dev.workerkit.UnsupportedException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerGroup;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerPool;
import dev.workerkit.WorkerSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** A runtime made of the engine and a launcher; pools are laid over it. */
public final class SupervisedRuntime implements OwningRuntime {

    private static final System.Logger LOG = System.getLogger(SupervisedRuntime.class.getName());

    private final String name;
    private final RuntimeOptions options;
    private final Launcher launcher;
    private final Optional<KillSwitch> killSwitch;
    private final StartGate gate;
    private final ExecutorService notifier;
    private final Events events;
    private final Supervisor supervisor;
    private final Roster roster;
    private final CompletableFuture<String> closed = new CompletableFuture<>();

    /**
     * A runtime of this name.
     *
     * @param launcher is closed in the end
     * @param killSwitch what users see of what stands behind the gate
     */
    public SupervisedRuntime(
            String name,
            RuntimeOptions options,
            Launcher launcher,
            Optional<KillSwitch> killSwitch,
            StartGate gate) {
        this.name = name;
        this.options = options;
        this.launcher = launcher;
        this.killSwitch = killSwitch;
        this.gate = gate;
        this.notifier = Executors.newCachedThreadPool(this::notifierThread);
        this.events = new Events(notifier);
        this.roster = new Roster(name);
        this.supervisor =
                new Supervisor(
                        name,
                        events::publish,
                        this::shutDown,
                        notifier,
                        gate,
                        options.stopDeadline());
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
        return startAll(List.of(spec), Optional.empty()).get(0);
    }

    @Override
    public Worker startOwned(WorkerSpec spec, String advice) {
        return startAll(List.of(spec), Optional.of(advice)).get(0);
    }

    @Override
    public void requireStartable(Collection<String> names) {
        gate.require(names);
    }

    @Override
    public KillSwitch killSwitch() {
        return killSwitch.orElseGet(OwningRuntime.super::killSwitch);
    }

    @Override
    public void removeOwned(Worker worker) {
        roster.worker(worker.name())
                .filter(found -> found == worker)
                .ifPresent(SupervisedWorker::removeForOwner);
    }

    /** Each after those that it depends on; all or none. */
    private List<SupervisedWorker> startAll(
            List<WorkerSpec> given, Optional<String> removalAdvice) {
        roster.requireOpen();
        List<WorkerSpec> specs = given.stream().map(options.bootstrap()::applyTo).toList();
        specs.forEach(this::requireGraceWithinDeadline);
        specs.forEach(new Demands(name, launcher)::requireMet);
        specs.forEach(new Services(roster.workers().stream(), specs.stream())::requireKnown);
        specs.forEach(launcher::check);
        List<String> reserved = roster.reserve(specs);
        List<SupervisedWorker> admitted = List.of();
        try {
            gate.require(reserved);
            admitted = admit(reserved, specs, removalAdvice);
        } finally {
            roster.settle(reserved, admitted);
        }
        return admitted;
    }

    private List<SupervisedWorker> admit(
            List<String> workerNames, List<WorkerSpec> specs, Optional<String> removalAdvice) {
        List<Supervised> admitted = new ArrayList<>();
        try {
            for (int i = 0; i < specs.size(); i++) {
                admitted.add(admit(workerNames.get(i), specs.get(i)));
            }
            supervisor.call(
                    engine -> {
                        engine.admit(admitted);
                        return null;
                    });
        } catch (RuntimeException e) {
            admitted.forEach(worker -> worker.workplace.forget());
            throw e;
        }
        return admitted.stream()
                .map(
                        worker ->
                                new SupervisedWorker(
                                        worker,
                                        supervisor,
                                        gate,
                                        removalAdvice,
                                        () -> roster.forget(worker.name)))
                .toList();
    }

    private Supervised admit(String workerName, WorkerSpec spec) {
        WorkerId id = Names.idFor(workerName);
        Workplace place = launcher.admit(id, workerName, spec);
        return new Supervised(id, workerName, spec, place, supervisor.clock().instant());
    }

    @Override
    public WorkerGroup startGroup(GroupSpec spec) {
        String group = spec.name();
        roster.reserveGroup(group);
        try {
            WorkerGroup started =
                    new SupervisedGroup(
                            group,
                            startAll(spec.startOrder(), Optional.empty()),
                            supervisor,
                            gate,
                            () -> roster.forgetGroup(group));
            roster.settleGroup(started);
            return started;
        } catch (RuntimeException e) {
            roster.forgetGroup(group);
            throw e;
        }
    }

    @Override
    public List<WorkerGroup> groups() {
        return roster.groups();
    }

    @Override
    public Optional<WorkerGroup> group(String group) {
        return roster.group(group);
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

    @Override
    public List<Worker> workers() {
        return List.copyOf(roster.workers());
    }

    @Override
    public Optional<Worker> worker(String workerName) {
        return roster.worker(workerName).map(handle -> handle);
    }

    @Override
    public LogView log() {
        return launcher.log();
    }

    @Override
    public WorkerPool startPool(PoolSpec spec) {
        throw new UnsupportedException("The engine alone has no pools; lay them over it");
    }

    @Override
    public List<WorkerPool> pools() {
        return List.of();
    }

    @Override
    public SharedWorker connect(WorkerAddress address, SharedWorkerSpec spec) {
        roster.requireOpen();
        return launcher.connect(address, spec);
    }

    @Override
    public Subscription onEvent(Consumer<WorkerEvent> listener) {
        roster.requireOpen();
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
        if (!roster.beginClosing()) {
            // A caller who comes second may be about to end the process: workers need their grace.
            closed.join();
            return;
        }
        try {
            // Again, for a caller may start a worker that was just stopped.
            while (!roster.workers().isEmpty()) {
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
        // Reversed, for nobody is admitted before those that it depends on.
        List<SupervisedWorker> all = new ArrayList<>(roster.workers());
        Collections.reverse(all);
        List<Supervised> inStopOrder = all.stream().map(SupervisedWorker::supervised).toList();
        // No deadline here: the graces are within the stop deadline, and kills follow them.
        supervisor.call(engine -> engine.stop(inStopOrder)).join();
        for (SupervisedWorker worker : all) {
            try {
                worker.removeForOwner();
            } catch (IllegalLifecycleException startedAgain) {
                // The next round stops it.
            }
        }
    }
}
