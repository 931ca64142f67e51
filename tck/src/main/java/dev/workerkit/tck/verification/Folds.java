package dev.workerkit.tck.verification;

import dev.workerkit.Capability;
import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.RestartPolicy;
import dev.workerkit.UnsupportedException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerState;
import dev.workerkit.tck.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever happens to several workers at once, the log of events tells it all. */
class Folds {

    private static final int WORKERS = 3;
    private static final int LONGEST = 25;

    /** What happens to one of the workers. */
    private record Deed(int worker, String what, Happening happening) {

        @Override
        public String toString() {
            return what + " " + worker;
        }
    }

    @FunctionalInterface
    private interface Happening {
        void happenTo(Worker worker, Puppet puppet);
    }

    @RegisterExtension final Stage stage = new Stage();

    private final AtomicInteger puppets = new AtomicInteger();

    @Test
    @Requirement({"WRK-EVENT-001", "WRK-EVENT-002"})
    void theEventsOfWorkersThatComeAndGoTellWhereTheyAre() {
        Ledger ledger = Ledger.of(stage.runtime());
        List<Worker> workers =
                List.of(
                        stage.start(Workers.startedAgain(Workers.exiting(1), 4)),
                        stage.start(Workers.lasting()),
                        stage.start(Workers.exiting(0)),
                        stage.start(Workers.startedAgain(Workers.exiting(3), 2)),
                        stage.start(Workers.lasting()));
        Stage.await("the restart", workers.get(1).restart());
        List.of(0, 2, 3).forEach(number -> Stage.ended(workers.get(number)));

        bringToRest(workers, ledger);
    }

    private static void bringToRest(List<Worker> workers, Ledger ledger) {
        workers.forEach(Worker::kill);
        workers.forEach(Stage::ended);
        ledger.close(workers);
        ledger.assertFolded();
        ledger.assertEachEndIsToldOnce(workers);
    }

    @Property(tries = 12, edgeCases = EdgeCasesMode.NONE)
    @Requirement({"WRK-EVENT-001", "WRK-EVENT-002"})
    void theEventsTellWhereAllWorkersAre(@ForAll("deeds") List<Deed> deeds) {
        Ledger ledger = Ledger.of(stage.runtime());
        List<Puppet> strings = new ArrayList<>();
        List<Worker> workers = new ArrayList<>();
        try {
            for (int i = 0; i < WORKERS; i++) {
                strings.add(Puppet.in(stage, "orders-" + puppets.incrementAndGet()));
                workers.add(
                        stage.start(
                                strings.get(i)
                                        .spec()
                                        .withRestart(RestartPolicy.comodojoForever(true))));
            }
            deeds.forEach(
                    deed ->
                            deed.happening.happenTo(
                                    workers.get(deed.worker), strings.get(deed.worker)));
            bringToRest(workers, ledger);
        } finally {
            workers.forEach(Worker::kill);
            workers.forEach(Stage::ended);
            workers.forEach(Worker::remove);
            strings.forEach(Puppet::close);
        }
    }

    @AfterProperty
    void leaveTheStage() {
        stage.close();
    }

    @Provide
    Arbitrary<List<Deed>> deeds() {
        List<Deed> kinds = new ArrayList<>();
        for (Command command : Command.values()) {
            if (command != Command.REMOVE) {
                kinds.add(
                        new Deed(0, command.toString(), (worker, puppet) -> give(command, worker)));
            }
        }
        for (int code : new int[] {0, 1, 2}) {
            kinds.add(
                    new Deed(
                            0,
                            "exit " + code + " of",
                            (worker, puppet) -> puppet.exit(worker, code)));
        }
        kinds.add(new Deed(0, "settling of", (worker, puppet) -> settle(worker)));
        if (Stage.can(Capability.HOST_PROCESSES)) {
            kinds.add(new Deed(0, "SIGKILL for", (worker, puppet) -> killFromOutside(worker)));
        }
        return Combinators.combine(
                        Arbitraries.integers().between(0, WORKERS - 1), Arbitraries.of(kinds))
                .as((worker, kind) -> new Deed(worker, kind.what, kind.happening))
                .list()
                .ofMaxSize(LONGEST);
    }

    private static void give(Command command, Worker worker) {
        try {
            command.give(worker);
        } catch (IllegalLifecycleException | UnsupportedException e) {
            // Its state forbids it, or the runtime can't.
        }
    }

    private static void settle(Worker worker) {
        Stage.session()
                .await(
                        "worker " + worker.name() + " comes to rest",
                        worker::state,
                        state ->
                                state.isTerminal()
                                        || state == WorkerState.RUNNING
                                        || state == WorkerState.PAUSED);
    }

    private static void killFromOutside(Worker worker) {
        worker.snapshot()
                .pid()
                .ifPresent(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }
}
