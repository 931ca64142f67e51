package dev.workerkit.tck.threads;

import dev.workerkit.GroupStartException;
import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerGroup;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerStartException;
import dev.workerkit.WorkerState;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Workers that are handled as one. */
final class Team implements WorkerGroup {

    private final String name;
    private final List<ThreadWorker> members;
    private final Supervisor supervisor;
    private final Runnable onRemoved;
    private int commands;
    private boolean removed;

    /** With its members in the order of their start. */
    Team(String name, List<ThreadWorker> members, Supervisor supervisor, Runnable onRemoved) {
        this.name = name;
        this.members = members;
        this.supervisor = supervisor;
        this.onRemoved = onRemoved;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Worker> workers() {
        return supervisor.call(() -> List.copyOf(present()));
    }

    private List<ThreadWorker> present() {
        return members.stream().filter(member -> !member.isRemoved()).toList();
    }

    @Override
    public CompletableFuture<List<WorkerSnapshot>> ready() {
        return supervisor.call(this::allReady);
    }

    private CompletableFuture<List<WorkerSnapshot>> allReady() {
        List<CompletableFuture<Optional<WorkerSnapshot>>> ends =
                present().stream().map(Worker::ready).map(Team::endIfNotReady).toList();
        return CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
                .thenApply(all -> snapshotsUnless(ends.stream().map(CompletableFuture::join)));
    }

    private static CompletableFuture<Optional<WorkerSnapshot>> endIfNotReady(
            CompletableFuture<WorkerSnapshot> ready) {
        // A copy of a future wraps what went wrong.
        return ready.handle(
                (snapshot, failure) ->
                        failure != null && failure.getCause() instanceof WorkerStartException end
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
        return commanded(
                "start",
                () -> {
                    present().forEach(this::requireNotStopping);
                    commands++;
                    startAll();
                    return allReady();
                });
    }

    private void requireNotStopping(ThreadWorker member) {
        WorkerState state = member.lifecycle().standing().state();
        if (state == WorkerState.STOPPING || state == WorkerState.KILLING) {
            refuse("start", state, "'" + member.name() + "' is being stopped; wait for it");
        }
    }

    private void startAll() {
        present().stream()
                .filter(member -> member.hasEnded() || member.state() == WorkerState.BACKOFF)
                .forEach(Worker::start);
    }

    @Override
    public CompletableFuture<List<WorkerSnapshot>> stop() {
        return commanded(
                "stop",
                () -> {
                    commands++;
                    CompletableFuture<List<WorkerSnapshot>> stopped = new CompletableFuture<>();
                    supervisor.stopInOrder(
                            present(),
                            () ->
                                    supervisor
                                            .answers()
                                            .execute(() -> stopped.complete(snapshots())));
                    return stopped;
                });
    }

    @Override
    public CompletableFuture<List<WorkerSnapshot>> restart() {
        return commanded(
                "restart",
                () -> {
                    int command = ++commands;
                    CompletableFuture<List<WorkerSnapshot>> ready = new CompletableFuture<>();
                    supervisor.stopInOrder(present(), () -> startUnlessOvertaken(command, ready));
                    return ready;
                });
    }

    private void startUnlessOvertaken(int command, CompletableFuture<List<WorkerSnapshot>> ready) {
        if (command == commands) {
            startAll();
            allReady()
                    .whenComplete(
                            (all, failure) -> {
                                if (failure == null) {
                                    ready.complete(all);
                                } else {
                                    ready.completeExceptionally(failure);
                                }
                            });
        } else {
            WorkerException why =
                    new WorkerException("Another command was given to the group '" + name + "'");
            supervisor.answers().execute(() -> ready.completeExceptionally(why));
        }
    }

    @Override
    public void remove() {
        commanded(
                "remove",
                () -> {
                    List<ThreadWorker> gone = present();
                    gone.forEach(member -> member.requireRemovable(gone));
                    gone.forEach(ThreadWorker::forget);
                    commands++;
                    removed = true;
                    onRemoved.run();
                    return gone;
                });
    }

    private <T> T commanded(String command, Supplier<T> deed) {
        return supervisor.call(
                () -> {
                    if (removed) {
                        refuse(command, WorkerState.STOPPED, "it was removed; start another");
                    }
                    return deed.get();
                });
    }

    private void refuse(String command, WorkerState state, String advice) {
        throw new IllegalLifecycleException(
                members.get(0).name(), command + " the group '" + name + "' with", state, advice);
    }

    @Override
    public String toString() {
        return name + " " + workers();
    }
}
