package dev.workerkit.tck.verification;

import dev.workerkit.tck.Requirement;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.Transformer;
import org.jspecify.annotations.Nullable;

/** Whoever comes, sends, goes, dies or stops the worker: each master gets its own answers. */
class RandomMasters {

    private static final int LONGEST = 20;
    private static final int MOST_MESSAGES = 300;

    private final SharedStage stage = new SharedStage();
    private @Nullable RemoteMasters processes;

    @Property(tries = 5, edgeCases = EdgeCasesMode.NONE)
    @Requirement({"WRK-SHARED-005", "WRK-SHARED-006", "WRK-SHARED-015"})
    void eachMasterGetsItsOwnAnswers(@ForAll("gatherings") ActionChain<Gathering> actions) {
        try {
            Gathering gathering = actions.run();
            gathering.assertAnswered();
            gathering.close();
        } catch (RuntimeException | Error e) {
            actions.finalState().ifPresent(Gathering::close);
            throw e;
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
    Arbitrary<ActionChain<Gathering>> gatherings() {
        return ActionChain.startWith(() -> new Gathering(stage, processes()))
                .withAction(6, admitting())
                .withAction(10, withOne("sends", MOST_MESSAGES, Gathering::send))
                .withAction(5, withOne("hears", Gathering::hear))
                .withAction(2, just("query", Gathering::query))
                .withAction(2, withOne("leaves", Gathering::leave))
                .withAction(3, withOne("dies", Gathering::die))
                .withAction(1, just("stop", Gathering::stop))
                .withMaxTransformations(LONGEST);
    }

    private static Action<Gathering> just(String what, Consumer<Gathering> deed) {
        return Action.just(Transformer.mutate(what, deed));
    }

    private static Arbitrary<Gathering.Kind> kinds() {
        return Arbitraries.frequency(
                Tuple.of(6, Gathering.Kind.BY_HAND),
                Tuple.of(4, Gathering.Kind.BY_API),
                Tuple.of(1, Gathering.Kind.BY_PROCESS));
    }

    private static Action<Gathering> admitting() {
        return new Action.Independent<>() {
            @Override
            public Arbitrary<Transformer<Gathering>> transformer() {
                return kinds().map(
                                kind ->
                                        Transformer.mutate(
                                                "connect " + kind, all -> all.admit(kind)));
            }
        };
    }

    private static Action<Gathering> withOne(String what, BiConsumer<Gathering, Integer> deed) {
        return withOne(what, 1, (all, who, count) -> deed.accept(all, who));
    }

    /** What one master of many does, so many times. */
    @FunctionalInterface
    private interface Deed {
        void carryOut(Gathering all, int who, int count);
    }

    private static Action<Gathering> withOne(String what, int most, Deed deed) {
        return new Action.Independent<>() {
            @Override
            public boolean precondition(Gathering all) {
                return !all.isEmpty();
            }

            @Override
            public Arbitrary<Transformer<Gathering>> transformer() {
                return Combinators.combine(
                                Arbitraries.integers().between(0, LONGEST),
                                Arbitraries.integers().between(1, most))
                        .as(
                                (who, count) ->
                                        Transformer.mutate(
                                                "master " + who + " " + what + " " + count,
                                                all -> deed.carryOut(all, who, count)));
            }
        };
    }
}
