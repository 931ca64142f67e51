package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.SharedWorker;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.WireLimits;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.SharedEcho;
import dev.workerkit.tck.wire.WireEnd;
import dev.workerkit.tck.wire.WireFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever comes in, the worker stays up, and other masters notice nothing. */
class WireAttacks {

    /** A worker that kept what strangers send would end soon. */
    private static final BootstrapProfile LITTLE_MEMORY =
            BootstrapProfile.defaults().withJvmOption("-Xmx48m");

    /** The longest frame where many send or get long ones, in bytes. */
    private static final int LONG_FRAME = 1 << 20;

    /** How much more than at the beginning it may take in the end; the heap is smaller. */
    private static final double GROWTH = 96 << 20;

    /** How many files a worker may open beyond those that it needs to be there. */
    private static final int SPARE_FILES = 100;

    private final SharedStage stage = new SharedStage();
    private @Nullable WorkerAddress attacked;
    private @Nullable Witness witness;

    @AfterEach
    @AfterProperty
    void leaveTheStage() {
        try {
            if (witness != null) {
                witness.close();
            }
        } finally {
            stage.close();
        }
    }

    @Test
    @Requirement("WRK-WIRE-012")
    void aCorpusOfBrokenInputsDisturbsNobody() {
        for (WorkerAddress address : List.of(stage.unix(), stage.tcp())) {
            serve(address);
            try (Witness master = Witness.of(address);
                    WireMaster observer = WireMaster.to(address)) {
                double before = observer.counter("memory");
                List<WireEnd> silent = new ArrayList<>();
                for (BrokenInputs.Input input : BrokenInputs.corpus()) {
                    for (BrokenInputs.Manner manner : BrokenInputs.Manner.values()) {
                        boolean drips = manner == BrokenInputs.Manner.DRIP_BY_DRIP;
                        if (!drips || input.bytes().length < 500) {
                            WireEnd end = WireEnd.to(address);
                            BrokenInputs.send(end, input.bytes(), manner);
                            silent.add(end);
                        }
                    }
                }
                master.assertUndisturbed();
                assertThat(observer.counter("memory") - before)
                        .as("how much the worker has grown")
                        .isLessThan(GROWTH);
                silent.forEach(WireEnd::close);
                master.assertUndisturbed();
            }
        }
    }

    @Test
    @Requirement("WRK-WIRE-012")
    void frameAfterFrameThatNeverEndsCostsNoMemory() {
        WorkerAddress address = serve(stage.unix());
        byte[] half = new byte[1 << 20];

        try (Witness master = Witness.of(address)) {
            List<WireEnd> ends =
                    IntStream.range(0, 100)
                            .mapToObj(
                                    i ->
                                            WireEnd.to(address)
                                                    .send(
                                                            BrokenInputs.introduced(
                                                                    WireFrame.headed(
                                                                            4 << 20,
                                                                            WireFrame.DATA))))
                            .toList();
            master.assertUndisturbed();
            // What was announced was not set aside; some of them go on.
            ends.subList(0, 4).forEach(end -> end.send(half));
            master.assertUndisturbed();
            ends.forEach(WireEnd::close);
            master.assertUndisturbed();
        }
    }

    @Test
    @Requirement("WRK-WIRE-013")
    void unfinishedFramesOfManyCostTheirSendersAlone() {
        byte[] part = WireFrame.headed(LONG_FRAME, WireFrame.DATA, new byte[LONG_FRAME - 1000]);
        assertSlowestAreSentAway(master -> master.end().send(part));
    }

    @Test
    @Requirement("WRK-WIRE-013")
    void unreadMessagesOfManyCostTheirReadersAlone() {
        String order = '"' + "x".repeat(LONG_FRAME - 1000) + '"';
        assertSlowestAreSentAway(master -> master.say(order));
    }

    /** Many do so, more than the worker has memory for. */
    private void assertSlowestAreSentAway(Consumer<WireMaster> attack) {
        WireLimits limits =
                WireLimits.defaults().withMaxFrameBytes(LONG_FRAME).withMaxUnreadBytes(1 << 16);
        WorkerAddress address = serve(stage.unix(), LITTLE_MEMORY, limits);
        List<WireMaster> masters = new ArrayList<>();
        try (Witness neighbour = Witness.of(address);
                WireMaster observer = WireMaster.to(address)) {
            for (int i = 0; i < 100; i++) {
                WireMaster master = WireMaster.to(address);
                masters.add(master);
                attack.accept(master);
            }
            neighbour.assertUndisturbed();
            // With the observer and the witness; none of the others has left by itself.
            assertThat(observer.counter("connections"))
                    .as("masters that are still connected")
                    .isBetween(2.0, 90.0);
        } finally {
            masters.forEach(WireMaster::close);
        }
    }

    @Test
    @Requirement("WRK-WIRE-012")
    void aLackOfFilesDisturbsNobodyWhoIsConnected() {
        // A class path takes a file for each of its jars, so what is few is not always the same.
        int files = openFiles() + SPARE_FILES;
        String few = "ulimit -n " + files + " && exec \"$@\"";
        BootstrapProfile fewFiles = LITTLE_MEMORY.withWrapper("sh", "-c", few, "sh");
        WorkerAddress address = serve(stage.unix(), fewFiles, WireLimits.defaults());
        List<WireEnd> strangers = new ArrayList<>();
        try (Witness neighbour = Witness.of(address);
                WireMaster observer = WireMaster.to(address)) {
            // A worker that has answered once needs no more files to answer again.
            neighbour.assertUndisturbed();
            assertThat(observer.counter("connections")).isEqualTo(2.0);
            for (int i = 0; i < 2 * SPARE_FILES; i++) {
                strangers.add(WireEnd.to(address));
            }
            neighbour.assertUndisturbed();
            assertThat(observer.counter("connections"))
                    .as("connections of %s strangers and two others", strangers.size())
                    .isBetween(2.0, (double) strangers.size());
            strangers.forEach(WireEnd::close);
            Stage.session()
                    .await(
                            "the strangers have gone",
                            () -> observer.counter("connections"),
                            connections -> connections < 10);
            WireMaster.to(address).close();
            neighbour.assertUndisturbed();
        }
    }

    /** How many files a worker has open that serves nobody else, as it is otherwise attacked. */
    private int openFiles() {
        try (WireMaster master = WireMaster.to(serve(stage.unix()))) {
            return Integer.parseInt(master.ask('"' + SharedEcho.FILES + '"'));
        }
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    @Requirement("WRK-WIRE-012")
    void talksWithRandomMutationsDisturbNobody(@ForAll("attacks") Attack attack) {
        WorkerAddress address = attacked();
        try (WireEnd end = WireEnd.to(address)) {
            attack.carryOut(end);
        }
        watching(address).assertUndisturbed();
    }

    private WorkerAddress attacked() {
        if (attacked == null) {
            attacked = serve(stage.unix());
        }
        return attacked;
    }

    private Witness watching(WorkerAddress address) {
        if (witness == null) {
            witness = Witness.of(address);
        }
        return witness;
    }

    private WorkerAddress serve(WorkerAddress address) {
        return serve(address, LITTLE_MEMORY, WireLimits.defaults());
    }

    private WorkerAddress serve(
            WorkerAddress address, BootstrapProfile profile, WireLimits limits) {
        WorkerRuntime runtime = stage.open(RuntimeOptions.defaults().withBootstrap(profile));
        SharedWorkerSpec spec =
                stage.spec(SharedEcho.class)
                        .withLimits(limits.withHandshakeTimeout(Duration.ofMinutes(1)));
        try (SharedWorker worker = runtime.connect(address, spec)) {
            return worker.address();
        }
    }

    @Provide
    Arbitrary<Attack> attacks() {
        Arbitrary<Mutation> mutations =
                Combinators.combine(
                                Arbitraries.of(Mutation.Kind.class),
                                Arbitraries.integers().between(0, BrokenInputs.talk().length - 1),
                                Arbitraries.bytes())
                        .as(Mutation::new);
        return Combinators.combine(
                        mutations.list().ofMinSize(0).ofMaxSize(4),
                        Arbitraries.integers().between(1, 40),
                        Arbitraries.of(BrokenInputs.Manner.class))
                .as(Attack::new);
    }

    /** A talk that was tampered with, and how it is sent. */
    record Attack(List<Mutation> mutations, int piece, BrokenInputs.Manner manner) {

        void carryOut(WireEnd end) {
            byte[] bytes = BrokenInputs.talk();
            for (Mutation mutation : mutations) {
                bytes = mutation.of(bytes);
            }
            int first = Math.min(piece, bytes.length);
            end.send(Arrays.copyOf(bytes, first));
            BrokenInputs.send(end, Arrays.copyOfRange(bytes, first, bytes.length), manner);
        }
    }

    /** One thing that is done to the bytes of a talk. */
    record Mutation(Kind kind, int at, byte value) {

        enum Kind {
            CHANGE,
            REMOVE,
            INSERT,
            REPEAT,
            CUT
        }

        byte[] of(byte[] bytes) {
            int place = Math.min(at, bytes.length);
            byte[] before = Arrays.copyOf(bytes, place);
            byte[] after = Arrays.copyOfRange(bytes, place, bytes.length);
            byte[] rest = after.length == 0 ? after : Arrays.copyOfRange(after, 1, after.length);
            byte[] one = {value};
            return switch (kind) {
                case CHANGE -> BrokenInputs.joined(before, one, rest);
                case REMOVE -> BrokenInputs.joined(before, rest);
                case INSERT -> BrokenInputs.joined(before, one, after);
                case REPEAT -> BrokenInputs.joined(before, bytes);
                case CUT -> before;
            };
        }
    }
}
