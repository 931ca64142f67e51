package dev.workerkit.tck.harness;

import dev.workerkit.Capability;
import dev.workerkit.Channel;
import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.UnsupportedException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerDeath;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerLog;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The handle of a worker behind a harness. */
final class HarnessWorker implements Worker {

    /** What it was when it could be asked for the last time. */
    private record Last(WorkerSnapshot snapshot, List<WorkerDeath> deaths, boolean removed) {}

    private final HarnessRuntime runtime;
    private final WorkerId id;
    private final String name;
    private final WorkerSpec spec;
    private volatile @Nullable Last last;

    HarnessWorker(HarnessRuntime runtime, WorkerSnapshot first, WorkerSpec spec) {
        this.runtime = runtime;
        this.id = first.id();
        this.name = first.name();
        this.spec = spec;
    }

    @Override
    public WorkerId id() {
        return id;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public WorkerSpec spec() {
        return spec;
    }

    @Override
    public WorkerSnapshot snapshot() {
        Last known = last;
        return known != null ? known.snapshot() : ask("snapshot", Replies::snapshot);
    }

    @Override
    public List<WorkerDeath> deaths() {
        Last known = last;
        return known != null
                ? known.deaths()
                : ask("deaths", told -> told.objects("deaths", Replies::death));
    }

    @Override
    public CompletableFuture<WorkerSnapshot> ready() {
        return reached("snapshot", Goal.READY);
    }

    @Override
    public CompletableFuture<WorkerSnapshot> ended() {
        return reached("snapshot", Goal.ENDED);
    }

    @Override
    public CompletableFuture<WorkerSnapshot> start() {
        return commanded("start", Goal.READY);
    }

    @Override
    public CompletableFuture<WorkerSnapshot> stop() {
        return commanded("stop", Goal.ENDED);
    }

    @Override
    public CompletableFuture<WorkerSnapshot> kill() {
        return commanded("kill", Goal.ENDED);
    }

    @Override
    public CompletableFuture<WorkerSnapshot> restart() {
        requireKnown("restart");
        return runtime.link()
                .ask(
                        "restart",
                        target(),
                        told -> {
                            Goal goal = Goal.readyAfter(told.count("replaces"));
                            return runtime.lives().await(goal, Replies.snapshot(told));
                        });
    }

    @Override
    public CompletableFuture<WorkerSnapshot> pause() {
        return commanded("pause", Goal.PAUSED);
    }

    @Override
    public CompletableFuture<WorkerSnapshot> resume() {
        return commanded("resume", Goal.RESUMED);
    }

    private CompletableFuture<WorkerSnapshot> commanded(String request, Goal goal) {
        requireKnown(request);
        return reached(request, goal);
    }

    private CompletableFuture<WorkerSnapshot> reached(String request, Goal goal) {
        Last known = last;
        if (known != null) {
            return runtime.lives().await(goal, known.snapshot());
        }
        return ask(request, told -> runtime.lives().await(goal, Replies.snapshot(told)));
    }

    @Override
    public void resetFailed() {
        requireKnown("reset");
        ask("reset-failed", told -> told);
    }

    @Override
    public void remove() {
        requireKnown("remove");
        Runnable forgetting = forgetting();
        ask("remove", told -> told);
        forgetting.run();
    }

    /** Asks for what is to be known of it when it is removed; to be run when it is. */
    Runnable forgetting() {
        Last before = new Last(snapshot(), deaths(), true);
        return () -> {
            runtime.forget(id);
            last = before;
        };
    }

    boolean isRemoved() {
        Last known = last;
        return known != null && known.removed();
    }

    /** To be called when the runtime is closed, and before the harness ends. */
    void keep() {
        if (last == null) {
            last = new Last(snapshot(), deaths(), false);
        }
    }

    @Override
    public CompletableFuture<WorkerStatus> query() {
        requireKnown("query");
        return runtime.link().asked("query", target(), Replies::status);
    }

    @Override
    public CompletableFuture<@Nullable Object> command(String command, @Nullable Object argument) {
        requireKnown("command");
        Map<String, @Nullable Object> fields = new HashMap<>(target());
        fields.put("command", command);
        fields.put("argument", argument);
        return runtime.link().asked("command", fields, told -> told.plain("value"));
    }

    @Override
    public Channel channel() {
        throw new UnsupportedException(
                "Worker '" + name + "' has no channel: harnesses give none to workers");
    }

    @Override
    public WorkerLog log() {
        runtime.require(Capability.LOG, "keeps no logs");
        return new HarnessLog(runtime, target());
    }

    private <T> T ask(String request, Function<Told, T> read) {
        return runtime.link().ask(request, target(), read);
    }

    private Map<String, Object> target() {
        return Map.of("worker", id.value());
    }

    private void requireKnown(String command) {
        Last known = last;
        if (known != null && known.removed()) {
            throw new IllegalLifecycleException(
                    name, command, known.snapshot().state(), "it was removed; start another");
        }
        if (known != null) {
            runtime.refuseAsClosed();
        }
    }
}
