package dev.workerkit.engine;

import dev.workerkit.DuplicateNameException;
import dev.workerkit.RuntimeClosedException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerGroup;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who has which name in a runtime. Thread-safe. */
final class Roster {

    private final String runtime;
    private final Names names = new Names();

    /** In the order of their start; absent workers are names that are being admitted. */
    private final Map<String, Optional<SupervisedWorker>> workers = new LinkedHashMap<>();

    private final Map<String, Optional<WorkerGroup>> groups = new LinkedHashMap<>();
    private boolean closing;

    Roster(String runtime) {
        this.runtime = runtime;
    }

    synchronized void requireOpen() {
        if (closing) {
            throw new RuntimeClosedException(runtime);
        }
    }

    /**
     * Takes the names of workers, all or none, so that nobody else can while they are being admitted.
     *
     * @return the names, made up where a spec has none
     * @throws DuplicateNameException if one is taken
     */
    synchronized List<String> reserve(List<WorkerSpec> specs) {
        requireOpen();
        List<String> reserved = new ArrayList<>();
        try {
            specs.forEach(spec -> reserved.add(reserve(spec)));
            return reserved;
        } catch (DuplicateNameException e) {
            workers.keySet().removeAll(reserved);
            throw e;
        }
    }

    private String reserve(WorkerSpec spec) {
        String name = spec.name().orElseGet(() -> freeName(spec));
        Optional<SupervisedWorker> holder = workers.get(name);
        if (holder != null) {
            WorkerState state = holder.map(Worker::state).orElse(WorkerState.NEW);
            throw new DuplicateNameException(name, state);
        }
        workers.put(name, Optional.empty());
        return name;
    }

    private String freeName(WorkerSpec spec) {
        String candidate = names.nameFor(spec);
        while (workers.containsKey(candidate)) {
            candidate = names.nameFor(spec);
        }
        return candidate;
    }

    /** The names that were reserved belong to these workers, or are free again if there are none. */
    synchronized void settle(List<String> reserved, List<SupervisedWorker> admitted) {
        if (admitted.isEmpty()) {
            workers.keySet().removeAll(reserved);
        }
        admitted.forEach(worker -> workers.put(worker.name(), Optional.of(worker)));
        notifyAll();
    }

    synchronized void forget(String name) {
        workers.remove(name);
    }

    synchronized void reserveGroup(String name) {
        requireOpen();
        if (groups.putIfAbsent(name, Optional.empty()) != null) {
            throw new DuplicateNameException("group", name);
        }
    }

    synchronized void settleGroup(WorkerGroup group) {
        groups.put(group.name(), Optional.of(group));
    }

    synchronized void forgetGroup(String name) {
        groups.remove(name);
    }

    synchronized List<SupervisedWorker> workers() {
        return workers.values().stream().flatMap(Optional::stream).toList();
    }

    synchronized Optional<SupervisedWorker> worker(String name) {
        return workers.getOrDefault(name, Optional.empty());
    }

    synchronized List<WorkerGroup> groups() {
        return groups.values().stream().flatMap(Optional::stream).toList();
    }

    synchronized Optional<WorkerGroup> group(String name) {
        return groups.getOrDefault(name, Optional.empty());
    }

    /**
     * Lets no more workers in, and waits until those that are being admitted are.
     *
     * @return false if that was done before
     */
    synchronized boolean beginClosing() {
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
