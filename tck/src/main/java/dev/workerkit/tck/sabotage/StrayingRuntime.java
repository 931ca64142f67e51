package dev.workerkit.tck.sabotage;

import dev.workerkit.Worker;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.forwarding.ForwardingRuntime;
import dev.workerkit.tck.forwarding.ForwardingWorker;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Loses sight of a child of each worker, and finds it again at some ends only. */
final class StrayingRuntime extends ForwardingRuntime {

    /** By what a worker may end. */
    enum End {
        ITSELF,
        STOP,
        CLOSE
    }

    private final Set<End> found;
    private final Map<WorkerId, Stray> strays = new ConcurrentHashMap<>();

    private StrayingRuntime(WorkerRuntime runtime, Set<End> found) {
        super(runtime);
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

    /** The strays of a worker end when it ends by one of these. */
    static Deed findingThemAt(Set<End> found) {
        return Deed.toRuntime(runtime -> new StrayingRuntime(runtime, found));
    }

    @Override
    public Worker start(WorkerSpec spec) {
        Stray stray = Stray.of(spec);
        Worker worker = super.start(spec);
        if (stray != null) {
            strays.put(worker.id(), stray);
        }
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
        strays.keySet().forEach(this::end);
    }

    private void end(WorkerId worker) {
        Stray stray = strays.remove(worker);
        if (stray != null) {
            stray.close();
        }
    }
}
