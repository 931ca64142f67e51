package dev.workerkit.tck.sabotage;

import dev.workerkit.Launch;
import dev.workerkit.UnsupportedException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import dev.workerkit.WorkerStatus;
import dev.workerkit.tck.forwarding.ForwardingWorker;
import dev.workerkit.tck.sabotage.worker.ControlTap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What can go wrong between a master and what its workers say. */
final class CtrlSabotages {

    private static final String WITHOUT_SOCKET = "unset WORKERKIT_CONTROL; exec \"$0\" \"$@\"";

    private CtrlSabotages() {}

    static List<Sabotage> all() {
        return List.of(
                Sabotage.of(
                        "control-socket-not-told",
                        "WRK-CTRL-001",
                        "Does not tell a command where the control socket is",
                        Deed.toSpec(ofCommands(CtrlSabotages::withoutSocket))),
                Sabotage.of(
                        "control-status-kept-first",
                        "WRK-CTRL-002",
                        "Shows what a worker said of itself first",
                        Deed.toWorker(FirstStatus::new)),
                Sabotage.of(
                        "control-status-in-ascii",
                        "WRK-CTRL-002",
                        "Shows what a worker says of itself without foreign letters",
                        Deed.toSnapshot(CtrlSabotages::inAscii)),
                Sabotage.of(
                        "control-stop-not-told",
                        "WRK-CTRL-003",
                        "Stops a connected worker with a signal alone",
                        Deed.toSpec(tapped(ControlTap.Fault.SILENT_STOP))),
                Sabotage.of(
                        "control-query-cached",
                        "WRK-CTRL-004",
                        "Gives the first answer to all queries",
                        Deed.toWorker(CachedQuery::new)),
                Sabotage.of(
                        "control-query-always-answered",
                        "WRK-CTRL-004",
                        "Answers in the place of a worker that does not speak the protocol",
                        Deed.toWorker(AnsweringForOthers::new)),
                Sabotage.of(
                        "control-command-errors-swallowed",
                        "WRK-CTRL-005",
                        "Answers a command with nothing that is not known or fails",
                        Deed.toWorker(SwallowingErrors::new)),
                Sabotage.of(
                        "control-command-drops-nulls",
                        "WRK-CTRL-005",
                        "Leaves out of an argument what is null",
                        Deed.toWorker(DroppingNulls::new)),
                Sabotage.of(
                        "control-command-left-open",
                        "WRK-CTRL-005",
                        "Leaves a command open for ever that the end of its worker cut short",
                        Deed.toWorker(LeavingOpen::new)),
                Sabotage.of(
                        "control-unknown-ends-it",
                        "WRK-CTRL-006",
                        "Ends the connection at a message of an unknown type",
                        Deed.toSpec(tapped(ControlTap.Fault.STRICT))),
                Sabotage.of(
                        "control-nonsense-ignored",
                        "WRK-CTRL-007",
                        "Keeps the connection of a worker that sends nonsense",
                        Deed.toSpec(tapped(ControlTap.Fault.TOLERANT))));
    }

    private static UnaryOperator<WorkerSpec> ofCommands(UnaryOperator<List<String>> change) {
        return spec ->
                spec.launch() instanceof Launch.Command command
                        ? spec.withLaunch(new Launch.Command(change.apply(command.words())))
                        : spec;
    }

    static UnaryOperator<WorkerSpec> tapped(ControlTap.Fault fault) {
        return ofCommands(words -> ControlTap.words(fault, words));
    }

    private static List<String> withoutSocket(List<String> words) {
        List<String> all = new ArrayList<>(List.of("/bin/sh", "-c", WITHOUT_SOCKET));
        all.addAll(words);
        return all;
    }

    private static WorkerSnapshot inAscii(WorkerSnapshot snapshot) {
        return Changed.statusText(
                snapshot, snapshot.statusText().map(text -> text.replaceAll("\\P{ASCII}", "?")));
    }

    private static final class FirstStatus extends ForwardingWorker {

        private volatile @Nullable String first;

        FirstStatus(Worker worker) {
            super(worker);
        }

        @Override
        public WorkerSnapshot snapshot() {
            WorkerSnapshot snapshot = super.snapshot();
            return Changed.statusText(snapshot, snapshot.statusText().map(this::first));
        }

        private String first(String text) {
            String known = first;
            first = known == null ? text : known;
            return known == null ? text : known;
        }
    }

    private static final class CachedQuery extends ForwardingWorker {

        private volatile @Nullable CompletableFuture<WorkerStatus> first;

        CachedQuery(Worker worker) {
            super(worker);
        }

        @Override
        public CompletableFuture<WorkerStatus> query() {
            CompletableFuture<WorkerStatus> answer = first == null ? super.query() : first;
            first = answer;
            return answer;
        }
    }

    private static final class AnsweringForOthers extends ForwardingWorker {

        AnsweringForOthers(Worker worker) {
            super(worker);
        }

        @Override
        public CompletableFuture<WorkerStatus> query() {
            return super.query().exceptionally(this::answer);
        }

        private WorkerStatus answer(Throwable thrown) {
            if (Objects.requireNonNullElse(thrown.getCause(), thrown)
                    instanceof UnsupportedException) {
                return WorkerStatus.of(String.valueOf(state()));
            }
            throw new CompletionException(thrown);
        }
    }

    private static final class SwallowingErrors extends ForwardingWorker {

        SwallowingErrors(Worker worker) {
            super(worker);
        }

        @Override
        public CompletableFuture<@Nullable Object> command(String name, @Nullable Object argument) {
            return super.command(name, argument).exceptionally(thrown -> null);
        }
    }

    private static final class DroppingNulls extends ForwardingWorker {

        DroppingNulls(Worker worker) {
            super(worker);
        }

        @Override
        public CompletableFuture<@Nullable Object> command(String name, @Nullable Object argument) {
            return super.command(name, without(argument));
        }

        private static @Nullable Object without(@Nullable Object argument) {
            if (!(argument instanceof Map<?, ?> map)) {
                return argument;
            }
            Map<Object, Object> rest = new HashMap<>();
            map.forEach(
                    (name, value) -> {
                        if (value != null) {
                            rest.put(name, without(value));
                        }
                    });
            return rest;
        }
    }

    private static final class LeavingOpen extends ForwardingWorker {

        LeavingOpen(Worker worker) {
            super(worker);
        }

        @Override
        public CompletableFuture<@Nullable Object> command(String name, @Nullable Object argument) {
            CompletableFuture<@Nullable Object> open = new CompletableFuture<>();
            super.command(name, argument)
                    .whenComplete((value, thrown) -> completeUnlessEnded(open, value, thrown));
            return open;
        }

        private void completeUnlessEnded(
                CompletableFuture<@Nullable Object> open,
                @Nullable Object value,
                @Nullable Throwable thrown) {
            if (thrown == null) {
                open.complete(value);
            } else if (state() == WorkerState.RUNNING) {
                open.completeExceptionally(thrown);
            }
        }
    }
}
