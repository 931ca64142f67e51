package dev.workerkit.tck.verification;

import dev.workerkit.Capability;
import dev.workerkit.Worker;
import dev.workerkit.tck.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterProperty;
import org.jspecify.annotations.Nullable;

/** Whatever is sent, and whenever it is received, a channel is a queue. */
class RandomMessages {

    /** Some of which come when they can't be done, and are left out. */
    private static final int LONGEST = 60;

    private final Stage stage = new Stage();
    private @Nullable Worker echo;

    /** What can be done with a channel and the worker at its other end. */
    enum Deed {
        SEND,
        POLL,
        RECEIVE,
        CLOSE,
        PAUSE,
        RESUME
    }

    /**
     * What is done next.
     *
     * @param size of the message, if one is sent
     */
    record Step(Deed deed, int size) {

        void take(Correspondence correspondence) {
            switch (deed) {
                case SEND -> correspondence.send(size);
                case POLL -> correspondence.poll();
                case RECEIVE -> {
                    if (correspondence.mustReceive()) {
                        correspondence.receive();
                    }
                }
                case CLOSE -> correspondence.close();
                case PAUSE -> {
                    if (correspondence.canPause()) {
                        correspondence.pause();
                    }
                }
                case RESUME -> {
                    if (correspondence.canResume()) {
                        correspondence.resume();
                    }
                }
            }
        }

        /** For the report of a failure. */
        @Override
        public String toString() {
            return deed.name().toLowerCase(Locale.ROOT)
                    + (deed == Deed.SEND ? " " + size + " bytes" : "");
        }
    }

    @Property(tries = 15, edgeCases = EdgeCasesMode.NONE)
    @Requirement({"WRK-CHAN-001", "WRK-CHAN-002", "WRK-CHAN-003", "WRK-CHAN-005"})
    void aChannelIsAQueue(@ForAll("steps") List<Step> steps) {
        try {
            Correspondence correspondence = new Correspondence(echo());
            steps.forEach(step -> step.take(correspondence));
            correspondence.assertAnswered();
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
    Arbitrary<List<Step>> steps() {
        List<Tuple.Tuple2<Integer, Arbitrary<Step>>> kinds = new ArrayList<>();
        kinds.add(
                Tuple.of(
                        10,
                        Arbitraries.integers()
                                .between(0, Correspondence.LARGEST)
                                .map(size -> new Step(Deed.SEND, size))));
        kinds.add(Tuple.of(5, just(Deed.POLL)));
        kinds.add(Tuple.of(5, just(Deed.RECEIVE)));
        kinds.add(Tuple.of(1, just(Deed.CLOSE)));
        if (Stage.can(Capability.PAUSE)) {
            kinds.add(Tuple.of(1, just(Deed.PAUSE)));
            kinds.add(Tuple.of(2, just(Deed.RESUME)));
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
