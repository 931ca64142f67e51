package dev.workerkit.tck.verification;

import dev.workerkit.Capability;
import dev.workerkit.Worker;
import dev.workerkit.tck.Requirement;
import java.util.function.Consumer;
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
import org.jspecify.annotations.Nullable;

/** Whatever is sent, and whenever it is received, a channel is a queue. */
class RandomMessages {

    private static final int LONGEST = 30;

    private final Stage stage = new Stage();
    private @Nullable Worker echo;

    @Property(tries = 15, edgeCases = EdgeCasesMode.NONE)
    @Requirement({"WRK-CHAN-001", "WRK-CHAN-002", "WRK-CHAN-003", "WRK-CHAN-005"})
    void aChannelIsAQueue(@ForAll("correspondences") ActionChain<Correspondence> actions) {
        try {
            actions.run().assertAnswered();
        } catch (RuntimeException | Error e) {
            dismiss();
            throw e;
        }
    }

    /** One worker serves all tries, until one of them has failed. */
    private Worker echo() {
        if (echo == null) {
            echo = stage.running(Correspondence.echo());
        }
        return echo;
    }

    private void dismiss() {
        if (echo != null) {
            echo.kill();
            echo = null;
        }
    }

    @AfterProperty
    void leaveTheStage() {
        stage.close();
    }

    @Provide
    Arbitrary<ActionChain<Correspondence>> correspondences() {
        ActionChainArbitrary<Correspondence> chains =
                ActionChain.startWith(() -> new Correspondence(echo()))
                        .withAction(10, new Sending())
                        .withAction(5, just("poll", Correspondence::poll))
                        .withAction(5, receiving())
                        .withAction(1, closing())
                        .withMaxTransformations(LONGEST);
        return Stage.can(Capability.PAUSE)
                ? chains.withAction(1, pausing()).withAction(2, resuming())
                : chains;
    }

    private static Action<Correspondence> just(String what, Consumer<Correspondence> deed) {
        return Action.just(Transformer.mutate(what, deed));
    }

    private static Action<Correspondence> receiving() {
        return Action.<Correspondence>when(Correspondence::mustReceive)
                .describeAs("receive")
                .justMutate(Correspondence::receive);
    }

    private static Action<Correspondence> pausing() {
        return Action.<Correspondence>when(Correspondence::canPause)
                .describeAs("pause the worker")
                .justMutate(Correspondence::pause);
    }

    private static Action<Correspondence> resuming() {
        return Action.<Correspondence>when(Correspondence::canResume)
                .describeAs("resume the worker")
                .justMutate(Correspondence::resume);
    }

    private static Action<Correspondence> closing() {
        return just("close", Correspondence::close);
    }

    private record Sending() implements Action.Independent<Correspondence> {
        @Override
        public Arbitrary<Transformer<Correspondence>> transformer() {
            return Arbitraries.integers()
                    .between(0, Correspondence.LARGEST)
                    .map(
                            size ->
                                    Transformer.mutate(
                                            "send " + size + " bytes",
                                            correspondence -> correspondence.send(size)));
        }
    }
}
