package dev.workerkit.tck.sabotage;

import dev.workerkit.Worker;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.TckSession;
import dev.workerkit.tck.forwarding.ForwardingRuntime;
import dev.workerkit.tck.forwarding.ForwardingWorker;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Loses sight of a child of each worker, and finds it again at some ends only. */
final class StrayingRuntime extends ForwardingRuntime {

    /** By what a worker may end. */
    enum End {
        ITSELF,
        STOP,
        CLOSE
    }

    private final Function<WorkerSpec, Optional<WorkerSpec>> child;
    private final Set<End> found;
    private final Map<WorkerId, Stray> strays = new ConcurrentHashMap<>();

    private StrayingRuntime(
            WorkerRuntime runtime,
            Function<WorkerSpec, Optional<WorkerSpec>> child,
            Set<End> found) {
        super(runtime);
        this.child = child;
        this.found = found;
        if (found.contains(End.ITSELF)) {
            runtime.onEvent(
                    event -> {
                        if (event.ended().isPresent()) {
                            end(event.worker());
                        }
                    });
        }
    }

    /** A child that does the same as the worker, and ends with it when it ends by one of these. */
    static Deed findingThemAt(Set<End> found) {
        return Deed.toRuntime(runtime -> new StrayingRuntime(runtime, Optional::of, found));
    }

    /** A child that does this, where it does something, and ends with the runtime alone. */
    static Deed leaving(Function<WorkerSpec, Optional<WorkerSpec>> child) {
        return Deed.toRuntime(
                runtime -> new StrayingRuntime(runtime, child, EnumSet.of(End.CLOSE)));
    }

    /** A child that does the same as the worker, and ends with the verification alone. */
    static Deed leavingThem() {
        return Deed.toRuntime(
                runtime -> {
                    StrayingRuntime straying =
                            new StrayingRuntime(runtime, Optional::of, EnumSet.noneOf(End.class));
                    TckSession.ifAny().ifPresent(session -> session.closeAtEnd(straying::endAll));
                    return straying;
                });
    }

    @Override
    public Worker start(WorkerSpec spec) {
        Optional<Stray> stray = child.apply(spec).flatMap(Stray::of);
        Worker worker = super.start(spec);
        stray.ifPresent(lost -> strays.put(worker.id(), lost));
        return worker;
    }

    @Override
    protected Worker wrapWorker(Worker worker) {
        return new ForwardingWorker(worker) {
            @Override
            public CompletableFuture<WorkerSnapshot> stop() {
                return found(super.stop());
            }

            @Override
            public CompletableFuture<WorkerSnapshot> kill() {
                return found(super.kill());
            }

            private CompletableFuture<WorkerSnapshot> found(CompletableFuture<WorkerSnapshot> end) {
                return found.contains(End.STOP)
                        ? end.whenComplete((snapshot, thrown) -> end(id()))
                        : end;
            }
        };
    }

    @Override
    public void close() {
        super.close();
        if (found.contains(End.CLOSE)) {
            endAll();
        }
    }

    private void endAll() {
        strays.keySet().forEach(this::end);
    }

    private void end(WorkerId worker) {
        Stray stray = strays.remove(worker);
        if (stray != null) {
            stray.close();
        }
    }
}
