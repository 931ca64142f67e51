package dev.workerkit.tck.sample;

import dev.workerkit.Capability;
import dev.workerkit.GroupSpec;
import dev.workerkit.LogView;
import dev.workerkit.PoolSpec;
import dev.workerkit.UnsupportedException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerGroup;
import dev.workerkit.WorkerPool;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSpec;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Starts nothing; counts how often it is closed. */
public final class FakeRuntime implements WorkerRuntime {

    private int closings;
    private boolean failing;

    public int closings() {
        return closings;
    }

    public void failOnClose() {
        failing = true;
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(Capability.COMMAND, Capability.JAVA);
    }

    @Override
    public Worker start(WorkerSpec spec) {
        throw new UnsupportedException("The fake runtime starts nothing");
    }

    @Override
    public WorkerGroup startGroup(GroupSpec spec) {
        throw new UnsupportedException("The fake runtime starts nothing");
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
    public List<Worker> workers() {
        return List.of();
    }

    @Override
    public Optional<Worker> worker(String name) {
        return Optional.empty();
    }

    @Override
    public LogView log() {
        throw new UnsupportedException("The fake runtime keeps no logs");
    }

    @Override
    public WorkerPool startPool(PoolSpec spec) {
        throw new UnsupportedException("The fake runtime starts nothing");
    }

    @Override
    public List<WorkerPool> pools() {
        return List.of();
    }

    @Override
    public Subscription onEvent(Consumer<WorkerEvent> listener) {
        return () -> {};
    }

    @Override
    public CompletableFuture<String> closed() {
        return new CompletableFuture<>();
    }

    @Override
    public void close() {
        closings++;
        if (failing) {
            throw new WorkerException("The fake runtime can't be closed");
        }
    }
}
