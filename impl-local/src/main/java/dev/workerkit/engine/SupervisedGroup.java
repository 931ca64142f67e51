package dev.workerkit.engine;

import dev.workerkit.DesiredState;
import dev.workerkit.GroupStartException;
import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerGroup;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerStartException;
import dev.workerkit.WorkerState;
import dev.workerkit.engine.Goals.Goal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The handle of a group that users hold. */
final class SupervisedGroup implements WorkerGroup {

    private final String name;
    private final List<SupervisedWorker> members;
    private final Supervisor supervisor;
    private final StartGate gate;
    private final Runnable onRemoved;

    /** Counts what is asked of it, so that the second half of a restart is overtaken by any of it. */
    private int commands;

    /** Of the engine's thread alone, as is the count. */
    private boolean removed;

    /**
     * A group of workers.
     *
     * @param members in the order of their start
     * @param gate is asked before they are told to start
     */
    SupervisedGroup(
            String name,
            List<SupervisedWorker> members,
            Supervisor supervisor,
            StartGate gate,
            Runnable onRemoved) {
        this.name = name;
        this.members = members;
        this.supervisor = supervisor;
        this.gate = gate;
        this.onRemoved = onRemoved;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Worker> workers() {
        return List.copyOf(present());
    }

    private List<SupervisedWorker> present() {
        return members.stream().filter(member -> !member.supervised().isRemoved()).toList();
    }

    private List<Supervised> inStartOrder() {
        return present().stream().map(SupervisedWorker::supervised).toList();
    }

    private List<Supervised> inStopOrder() {
        List<Supervised> reversed = new ArrayList<>(inStartOrder());
        Collections.reverse(reversed);
        return reversed;
    }

    @Override
    public CompletableFuture<List<WorkerSnapshot>> ready() {
        return supervisor.call(engine -> allReady());
    }

    @Override
    public CompletableFuture<List<WorkerSnapshot>> start() {
        gate.require(
                present().stream()
                        .filter(member -> !member.state().isLive())
                        .map(Worker::name)
                        .toList());
        return supervisor.call(
                engine -> {
                    requirePresent("start");
                    startAll(engine);
                    commands++;
                    return allReady();
                });
    }

    @Override
    public CompletableFuture<List<WorkerSnapshot>> stop() {
        return supervisor.call(
                engine -> {
                    requirePresent("stop");
                    commands++;
                    return engine.stop(inStopOrder()).thenApply(ended -> snapshots());
                });
    }

    @Override
    public CompletableFuture<List<WorkerSnapshot>> restart() {
        gate.require(present().stream().map(Worker::name).toList());
        Restart restart =
                supervisor.call(
                        engine -> {
                            requirePresent("restart");
                            return new Restart(++commands, engine.stop(inStopOrder()));
                        });
        // Not on the engine's thread: if all has ended by now, it would wait there for itself.
        return restart.stopped().thenCompose(ended -> startUnlessOvertaken(restart.command()));
    }

    /** The first half of a restart. */
    private record Restart(int command, CompletableFuture<Void> stopped) {}

    private CompletableFuture<List<WorkerSnapshot>> startUnlessOvertaken(int command) {
        return supervisor.call(
                engine -> {
                    if (command != commands) {
                        throw new WorkerException(
                                "Group '"
                                        + name
                                        + "' was stopped but not started again, for another"
                                        + " command was given to it meanwhile");
                    }
                    startAll(engine);
                    return allReady();
                });
    }

    private void startAll(Engine engine) {
        List<Supervised> all = inStartOrder();
        for (Supervised member : all) {
            Condition condition = member.condition();
            if (condition.state().isLive() && condition.desired() == DesiredState.DOWN) {
                throw refusal(member, "start", "wait until it has stopped");
            }
        }
        all.stream()
                .filter(member -> !member.condition().state().isLive())
                .forEach(member -> engine.command(member, Trigger.START));
    }

    private void requirePresent(String command) {
        if (removed) {
            Supervised first = members.get(0).supervised();
            throw refusal(first, command, "the group was removed; start another");
        }
    }

    private IllegalLifecycleException refusal(Supervised member, String command, String advice) {
        return new IllegalLifecycleException(
                member.name,
                command + " the group '" + name + "' with",
                member.condition().state(),
                advice);
    }

    private CompletableFuture<List<WorkerSnapshot>> allReady() {
        List<Supervised> all = inStartOrder();
        List<CompletableFuture<Optional<WorkerSnapshot>>> ends =
                all.stream()
                        .filter(member -> member.condition().state() != WorkerState.PAUSED)
                        .map(member -> member.goals.await(Goal.READY, member.snapshot()))
                        .map(SupervisedGroup::endIfNotReady)
                        .toList();
        return CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
                .thenApply(
                        done -> {
                            requireNone(ends.stream().flatMap(end -> end.join().stream()).toList());
                            return snapshots();
                        });
    }

    private static CompletableFuture<Optional<WorkerSnapshot>> endIfNotReady(
            CompletableFuture<WorkerSnapshot> ready) {
        return ready.handle(
                (snapshot, failure) ->
                        failure instanceof WorkerStartException end
                                ? Optional.of(end.snapshot())
                                : Optional.empty());
    }

    private void requireNone(List<WorkerSnapshot> notReady) {
        if (!notReady.isEmpty()) {
            throw new GroupStartException(name, notReady);
        }
    }

    @Override
    public void remove() {
        supervisor.call(
                engine -> {
                    requirePresent("remove");
                    List<SupervisedWorker> gone = present();
                    engine.remove(inStopOrder());
                    gone.forEach(SupervisedWorker::forget);
                    removed = true;
                    // The second half of a restart does not come any more.
                    commands++;
                    onRemoved.run();
                    return null;
                });
    }

    @Override
    public String toString() {
        return name + " " + workers();
    }
}
