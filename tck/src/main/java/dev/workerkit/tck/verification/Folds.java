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
import java.util.Locale;
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

    /** What can happen to a worker. */
    enum Deed {
        START,
        STOP,
        KILL,
        RESTART,
        PAUSE,
        RESUME,
        EXIT,
        SETTLE,
        SIGKILL_FROM_OUTSIDE
    }

    /**
     * What happens next.
     *
     * @param worker to which of them
     * @param code with which it exits, if it does
     */
    record Step(Deed deed, int worker, int code) {

        void take(Worker one, Puppet puppet) {
            switch (deed) {
                case EXIT -> puppet.exit(one, code);
                case SETTLE -> settle(one);
                case SIGKILL_FROM_OUTSIDE -> killFromOutside(one);
                default -> give(Command.valueOf(deed.name()), one);
            }
        }

        /** For the report of a failure. */
        @Override
        public String toString() {
            return deed.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                    + (deed == Deed.EXIT ? " with " + code : "")
                    + ", worker "
                    + worker;
        }
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
    void theEventsTellWhereAllWorkersAre(@ForAll("steps") List<Step> steps) {
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
            steps.forEach(step -> step.take(workers.get(step.worker), strings.get(step.worker)));
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
    Arbitrary<List<Step>> steps() {
        List<Deed> once = new ArrayList<>(List.of(Deed.values()));
        if (!Stage.can(Capability.HOST_PROCESSES)) {
            once.remove(Deed.SIGKILL_FROM_OUTSIDE);
        }
        // It can exit in three ways.
        once.addAll(List.of(Deed.EXIT, Deed.EXIT));
        return Combinators.combine(
                        Arbitraries.of(once),
                        Arbitraries.integers().between(0, WORKERS - 1),
                        Arbitraries.of(0, 1, 2))
                .as(Step::new)
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
