package dev.workerkit.tck.verification;

import dev.workerkit.tck.Requirement;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterProperty;
import org.jspecify.annotations.Nullable;

/** Whoever comes, sends, goes, dies or stops the worker: each master gets its own answers. */
class RandomMasters {

    /** Some of which come when nobody is there, and are left out. */
    private static final int LONGEST = 30;

    private static final int MOST_MESSAGES = 300;

    private final SharedStage stage = new SharedStage();
    private @Nullable RemoteMasters processes;

    /** What masters can do. */
    enum Deed {
        CONNECT_BY_HAND,
        CONNECT_BY_API,
        CONNECT_BY_PROCESS,
        SEND,
        HEAR,
        QUERY,
        LEAVE,
        DIE,
        STOP
    }

    /**
     * What happens next.
     *
     * @param who does it, of those that are there
     * @param count of messages, if some are sent
     */
    record Step(Deed deed, int who, int count) {

        void take(Gathering all) {
            switch (deed) {
                case CONNECT_BY_HAND -> all.admit(Gathering.Kind.BY_HAND);
                case CONNECT_BY_API -> all.admit(Gathering.Kind.BY_API);
                case CONNECT_BY_PROCESS -> all.admit(Gathering.Kind.BY_PROCESS);
                case QUERY -> all.query();
                case STOP -> all.stop();
                default -> {
                    if (!all.isEmpty()) {
                        takeByOne(all);
                    }
                }
            }
        }

        private void takeByOne(Gathering all) {
            switch (deed) {
                case SEND -> all.send(who, count);
                case HEAR -> all.hear(who);
                case LEAVE -> all.leave(who);
                case DIE -> all.die(who);
                default -> throw new IllegalStateException(deed + " is done by nobody");
            }
        }

        /** For the report of a failure. */
        @Override
        public String toString() {
            String what = deed.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            return switch (deed) {
                case SEND -> "send by master " + who + ", " + count + " messages";
                case HEAR, LEAVE, DIE -> what + " by master " + who;
                default -> what;
            };
        }
    }

    @Property(tries = 5, edgeCases = EdgeCasesMode.NONE)
    @Requirement({"WRK-SHARED-005", "WRK-SHARED-006", "WRK-SHARED-015"})
    void eachMasterGetsItsOwnAnswers(@ForAll("steps") List<Step> steps) {
        try (Gathering gathering = new Gathering(stage, processes())) {
            steps.forEach(step -> step.take(gathering));
            gathering.assertAnswered();
        }
    }

    /** They serve all tries. */
    private RemoteMasters processes() {
        if (processes == null) {
            processes = new RemoteMasters(stage, stage.unix());
        }
        return processes;
    }

    @AfterProperty
    void leaveTheStage() {
        if (processes != null) {
            processes.close();
        }
        stage.close();
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        deeds(),
                        Arbitraries.integers().between(0, LONGEST),
                        Arbitraries.integers().between(1, MOST_MESSAGES))
                .as(Step::new)
                .list()
                .ofMaxSize(LONGEST)
                .withSizeDistribution(RandomDistribution.uniform());
    }

    private static Arbitrary<Deed> deeds() {
        return Arbitraries.frequency(
                Tuple.of(33, Deed.CONNECT_BY_HAND),
                Tuple.of(22, Deed.CONNECT_BY_API),
                Tuple.of(5, Deed.CONNECT_BY_PROCESS),
                Tuple.of(100, Deed.SEND),
                Tuple.of(50, Deed.HEAR),
                Tuple.of(20, Deed.QUERY),
                Tuple.of(20, Deed.LEAVE),
                Tuple.of(30, Deed.DIE),
                Tuple.of(10, Deed.STOP));
    }
}
