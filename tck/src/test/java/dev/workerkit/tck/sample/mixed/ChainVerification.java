package dev.workerkit.tck.sample.mixed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.tck.Requirement;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.Transformer;

/** Random sequences of commands; three increments in a row are one too many. */
class ChainVerification {

    @Property(tries = 100)
    @Requirement("WRK-LIFE-018")
    void staysBelowThree(@ForAll("commands") ActionChain<Integer> commands) {
        commands.withInvariant(value -> assertThat(value).isLessThan(3)).run();
    }

    @Provide
    Arbitrary<ActionChain<Integer>> commands() {
        return ActionChain.<Integer>startWith(() -> 0)
                .withAction(Action.just(Transformer.transform("increment", value -> value + 1)))
                .withAction(Action.just(Transformer.transform("reset", value -> 0)))
                .withMaxTransformations(12);
    }
}
