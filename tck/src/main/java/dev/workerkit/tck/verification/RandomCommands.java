package dev.workerkit.tck.verification;

import dev.workerkit.Capability;
import dev.workerkit.WorkerState;
import dev.workerkit.tck.Requirement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.ActionChainArbitrary;
import net.jqwik.api.state.Transformer;

/** Whatever is done to a worker, and in whatever order, it does what the specification says. */
class RandomCommands {

    private static final int LONGEST = 12;

    private final Stage stage = new Stage();
    private final AtomicInteger puppets = new AtomicInteger();

    @Property(tries = 20, edgeCases = EdgeCasesMode.NONE)
    @Requirement({"WRK-LIFE-001", "WRK-LIFE-003", "WRK-LIFE-006", "WRK-LIFE-017"})
    void aWorkerFollowsTheModel(@ForAll("ofARunningWorker") ActionChain<Rehearsal> actions) {
        rehearse(actions);
    }

    @Property(tries = 15, edgeCases = EdgeCasesMode.NONE)
    @Requirement({"WRK-LIFE-003", "WRK-LIFE-009", "WRK-LIFE-017"})
    void aWorkerThatNeverGetsReadyFollowsTheModel(
            @ForAll("ofAStartingWorker") ActionChain<Rehearsal> actions) {
        Stage.assumeSharesFiles();
        rehearse(actions);
    }

    private static void rehearse(ActionChain<Rehearsal> actions) {
        try {
            actions.run().assertHistory();
        } finally {
            actions.finalState().ifPresent(Rehearsal::close);
        }
    }

    @AfterProperty
    void leaveTheStage() {
        stage.close();
    }

    @Provide
    Arbitrary<ActionChain<Rehearsal>> ofARunningWorker() {
        return chains(puppet -> Rehearsal.ofRunning(stage, puppet));
    }

    @Provide
    Arbitrary<ActionChain<Rehearsal>> ofAStartingWorker() {
        return chains(puppet -> Rehearsal.ofStarting(stage, puppet));
    }

    private ActionChainArbitrary<Rehearsal> chains(Function<Puppet, Rehearsal> rehearsals) {
        ActionChainArbitrary<Rehearsal> chains =
                ActionChain.startWith(() -> rehearsals.apply(puppet()))
                        .withAction(1, new Commanding(Command.REMOVE))
                        .withAction(6, new Exiting())
                        .withMaxTransformations(LONGEST);
        for (Command command :
                new Command[] {Command.START, Command.STOP, Command.KILL, Command.RESTART}) {
            chains = chains.withAction(2, new Commanding(command));
        }
        if (Stage.can(Capability.PAUSE)) {
            chains =
                    chains.withAction(2, new Commanding(Command.PAUSE))
                            .withAction(2, new Commanding(Command.RESUME));
        }
        if (Stage.can(Capability.HOST_PROCESSES)) {
            chains = chains.withAction(2, killing());
        }
        return chains;
    }

    private Puppet puppet() {
        return Puppet.in(stage, "orders-" + puppets.incrementAndGet());
    }

    private static Action<Rehearsal> killing() {
        return Action.<Rehearsal>when(RandomCommands::isAtWork)
                .describeAs("SIGKILL from outside")
                .justMutate(Rehearsal::killFromOutside);
    }

    private static boolean isAtWork(Rehearsal rehearsal) {
        WorkerState state = rehearsal.model().state();
        return state.isLive() && state != WorkerState.PAUSED;
    }

    private record Commanding(Command command) implements Action.Independent<Rehearsal> {
        @Override
        public Arbitrary<Transformer<Rehearsal>> transformer() {
            return Arbitraries.just(
                    Transformer.mutate(command.toString(), rehearsal -> rehearsal.give(command)));
        }
    }

    private record Exiting() implements Action.Independent<Rehearsal> {
        @Override
        public boolean precondition(Rehearsal rehearsal) {
            return isAtWork(rehearsal);
        }

        @Override
        public Arbitrary<Transformer<Rehearsal>> transformer() {
            return Arbitraries.of(0, 1, 2, 7)
                    .map(
                            code ->
                                    Transformer.mutate(
                                            "exit with " + code,
                                            rehearsal -> rehearsal.exit(code)));
        }
    }
}
