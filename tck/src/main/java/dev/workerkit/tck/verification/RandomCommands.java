package dev.workerkit.tck.verification;

import dev.workerkit.Capability;
import dev.workerkit.WorkerState;
import dev.workerkit.tck.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterProperty;

/** Whatever is done to a worker, and in whatever order, it does what the specification says. */
class RandomCommands {

    /** Some of which come when they can't be done, and are left out. */
    private static final int LONGEST = 20;

    private final Stage stage = new Stage();
    private final AtomicInteger puppets = new AtomicInteger();

    /** What can happen to a worker. */
    enum Deed {
        START,
        STOP,
        KILL,
        RESTART,
        PAUSE,
        RESUME,
        REMOVE,
        EXIT,
        SIGKILL_FROM_OUTSIDE
    }

    /**
     * What happens next.
     *
     * @param code with which it exits, if it does
     */
    record Step(Deed deed, int code) {

        void take(Rehearsal rehearsal) {
            switch (deed) {
                case EXIT -> {
                    if (isAtWork(rehearsal)) {
                        rehearsal.exit(code);
                    }
                }
                case SIGKILL_FROM_OUTSIDE -> {
                    if (isAtWork(rehearsal)) {
                        rehearsal.killFromOutside();
                    }
                }
                default -> rehearsal.give(Command.valueOf(deed.name()));
            }
        }

        private static boolean isAtWork(Rehearsal rehearsal) {
            WorkerState state = rehearsal.model().state();
            return state.isLive() && state != WorkerState.PAUSED;
        }

        /** For the report of a failure. */
        @Override
        public String toString() {
            return deed.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                    + (deed == Deed.EXIT ? " with " + code : "");
        }
    }

    @Property(tries = 20, edgeCases = EdgeCasesMode.NONE)
    @Requirement({"WRK-LIFE-001", "WRK-LIFE-003", "WRK-LIFE-006", "WRK-LIFE-017"})
    void aWorkerFollowsTheModel(@ForAll("steps") List<Step> steps) {
        rehearse(Rehearsal::ofRunning, steps);
    }

    @Property(tries = 15, edgeCases = EdgeCasesMode.NONE)
    @Requirement({"WRK-LIFE-003", "WRK-LIFE-009", "WRK-LIFE-017"})
    void aWorkerThatNeverGetsReadyFollowsTheModel(@ForAll("steps") List<Step> steps) {
        Stage.assumeSharesFiles();
        rehearse(Rehearsal::ofStarting, steps);
    }

    private void rehearse(BiFunction<Stage, Puppet, Rehearsal> beginning, List<Step> steps) {
        Puppet puppet = Puppet.in(stage, "orders-" + puppets.incrementAndGet());
        try (Rehearsal rehearsal = beginning.apply(stage, puppet)) {
            steps.forEach(step -> step.take(rehearsal));
            rehearsal.assertHistory();
        }
    }

    @AfterProperty
    void leaveTheStage() {
        stage.close();
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        List<Tuple.Tuple2<Integer, Arbitrary<Step>>> kinds = new ArrayList<>();
        kinds.add(Tuple.of(1, just(Deed.REMOVE)));
        kinds.add(Tuple.of(6, Arbitraries.of(0, 1, 2, 7).map(code -> new Step(Deed.EXIT, code))));
        for (Deed deed : new Deed[] {Deed.START, Deed.STOP, Deed.KILL, Deed.RESTART}) {
            kinds.add(Tuple.of(2, just(deed)));
        }
        if (Stage.can(Capability.PAUSE)) {
            kinds.add(Tuple.of(2, just(Deed.PAUSE)));
            kinds.add(Tuple.of(2, just(Deed.RESUME)));
        }
        if (Stage.can(Capability.HOST_PROCESSES)) {
            kinds.add(Tuple.of(2, just(Deed.SIGKILL_FROM_OUTSIDE)));
        }
        return Arbitraries.frequencyOf(kinds)
                .list()
                .ofMaxSize(LONGEST)
                .withSizeDistribution(RandomDistribution.uniform());
    }

    private static Arbitrary<Step> just(Deed deed) {
        return Arbitraries.just(new Step(deed, 0));
    }
}
