package dev.workerkit.tck.harness;

import dev.workerkit.GroupStartException;
import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerGroup;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerStartException;
import dev.workerkit.WorkerState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The handle of a group behind a harness. */
final class HarnessGroup implements WorkerGroup {

    private final HarnessRuntime runtime;
    private final String name;
    private final List<HarnessWorker> members;
    private volatile boolean removed;

    /** With its members in the order of their start. */
    HarnessGroup(HarnessRuntime runtime, String name, List<HarnessWorker> members) {
        this.runtime = runtime;
        this.name = name;
        this.members = members;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Worker> workers() {
        return members.stream().filter(member -> !member.isRemoved()).<Worker>map(m -> m).toList();
    }

    @Override
    public CompletableFuture<List<WorkerSnapshot>> ready() {
        List<CompletableFuture<Optional<WorkerSnapshot>>> ends =
                workers().stream().map(Worker::ready).map(HarnessGroup::endIfNotReady).toList();
        return CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
                .thenApply(all -> snapshotsUnless(ends.stream().map(CompletableFuture::join)));
    }

    private static CompletableFuture<Optional<WorkerSnapshot>> endIfNotReady(
            CompletableFuture<WorkerSnapshot> ready) {
        return ready.handle(
                (snapshot, failure) ->
                        failure instanceof WorkerStartException end
                                ? Optional.of(end.snapshot())
                                : Optional.empty());
    }

    private List<WorkerSnapshot> snapshotsUnless(Stream<Optional<WorkerSnapshot>> notReady) {
        List<WorkerSnapshot> those = notReady.flatMap(Optional::stream).toList();
        if (!those.isEmpty()) {
            throw new GroupStartException(name, those);
        }
        return snapshots();
    }

    @Override
    public CompletableFuture<List<WorkerSnapshot>> start() {
        return commanded("start-group").thenCompose(done -> ready());
    }

    @Override
    public CompletableFuture<List<WorkerSnapshot>> stop() {
        return commanded("stop-group").thenApply(done -> snapshots());
    }

    @Override
    public CompletableFuture<List<WorkerSnapshot>> restart() {
        return commanded("restart-group").thenCompose(done -> ready());
    }

    /** Judged at once, and done later. */
    private CompletableFuture<Void> commanded(String request) {
        requirePresent(request);
        return runtime.deeds().ask(runtime.link(), request, target());
    }

    @Override
    public void remove() {
        requirePresent("remove");
        List<HarnessWorker> gone = members.stream().filter(each -> !each.isRemoved()).toList();
        List<Runnable> forgetting = gone.stream().map(HarnessWorker::forgetting).toList();
        runtime.link().ask("remove-group", target(), told -> told);
        forgetting.forEach(Runnable::run);
        removed = true;
        runtime.forgetGroup(name);
    }

    private Map<String, Object> target() {
        return Map.of("group", name);
    }

    private void requirePresent(String command) {
        if (removed) {
            throw new IllegalLifecycleException(
                    members.get(0).name(),
                    command + " '" + name + "' with",
                    WorkerState.STOPPED,
                    "the group was removed; start another");
        }
    }

    @Override
    public String toString() {
        return name + " " + members;
    }
}
