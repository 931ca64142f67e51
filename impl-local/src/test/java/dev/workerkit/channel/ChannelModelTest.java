package dev.workerkit.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.ChannelSpec;
import dev.workerkit.SendResult;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Any sequence of sends, receptions and restarts, against two plain queues. */
class ChannelModelTest {

    private static final int MAX = 30_000;
    private static final int CAPACITY = 100_000;

    /** One thing that is done to the channel. */
    record Step(Action action, int size, int seed) {}

    enum Action {
        MASTER_SENDS,
        WORKER_SENDS,
        MASTER_RECEIVES,
        WORKER_RECEIVES,
        WORKER_RESTARTS
    }

    /** A message that is under way, and the incarnation whose queue it is in. */
    record Sent(byte[] message, int incarnation) {}

    @Property(tries = 12)
    void behavesLikeTwoBoundedQueues(@ForAll("steps") List<Step> steps) {
        ChannelSpec spec = ChannelSpec.bytes().withMaxMessageBytes(MAX).withCapacityBytes(CAPACITY);
        Queue<Sent> toWorker = new ArrayDeque<>();
        Queue<Sent> toMaster = new ArrayDeque<>();
        int incarnation = 1;
        try (ChannelPair pair = ChannelPair.open(spec)) {
            for (Step step : steps) {
                switch (step.action()) {
                    case MASTER_SENDS -> send(pair.master(), toWorker, step, 0);
                    case WORKER_SENDS -> send(pair.worker(), toMaster, step, incarnation);
                    case MASTER_RECEIVES -> receive(pair.master(), toMaster);
                    case WORKER_RECEIVES -> receive(pair.worker(), toWorker);
                    case WORKER_RESTARTS -> {
                        pair.restartWorker();
                        incarnation++;
                    }
                }
            }
            while (!toWorker.isEmpty()) {
                receive(pair.worker(), toWorker);
            }
            while (!toMaster.isEmpty()) {
                receive(pair.master(), toMaster);
            }
            receive(pair.worker(), toWorker);
            receive(pair.master(), toMaster);
        }
    }

    private static void send(CodecChannel channel, Queue<Sent> model, Step step, int incarnation) {
        byte[] message = new byte[step.size()];
        Arrays.fill(message, (byte) step.seed());
        List<Sent> waiting =
                model.stream().filter(sent -> sent.incarnation() == incarnation).toList();
        int bytes = waiting.stream().mapToInt(sent -> sent.message().length).sum();
        SendResult result = channel.offer(message);
        if (result == SendResult.SENT) {
            assertThat(bytes + message.length).isLessThanOrEqualTo(CAPACITY);
            model.add(new Sent(message, incarnation));
        } else {
            // The channel counts frames, which take up to 15 bytes more.
            assertThat(result).isEqualTo(SendResult.FULL);
            assertThat(bytes + 15 * waiting.size() + message.length).isGreaterThan(CAPACITY);
        }
    }

    private static void receive(CodecChannel channel, Queue<Sent> model) {
        Sent next = model.poll();
        assertThat(channel.poll()).isEqualTo(next == null ? null : next.message());
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Action> actions =
                Arbitraries.frequency(
                        Tuple.of(20, Action.MASTER_SENDS),
                        Tuple.of(20, Action.WORKER_SENDS),
                        Tuple.of(18, Action.MASTER_RECEIVES),
                        Tuple.of(18, Action.WORKER_RECEIVES),
                        Tuple.of(1, Action.WORKER_RESTARTS));
        Arbitrary<Integer> sizes =
                Arbitraries.oneOf(
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.integers().between(0, MAX));
        return Combinators.combine(actions, sizes, Arbitraries.integers().between(-128, 127))
                .as(Step::new)
                .list()
                .ofMinSize(100)
                .ofMaxSize(1500);
    }
}
