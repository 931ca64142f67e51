package dev.workerkit.tck.sabotage;

import dev.workerkit.Channel;
import dev.workerkit.ChannelClosedException;
import dev.workerkit.SendResult;
import dev.workerkit.Worker;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Channels that change, lose, repeat or exchange messages. */
final class ChanOrderSabotages {

    private ChanOrderSabotages() {}

    static List<Sabotage> all() {
        return List.of(
                Sabotage.of(
                        "channel-cuts-long-messages",
                        "WRK-CHAN-001",
                        "Cuts off what of a message does not fit into 16 bits",
                        TamperedChannel.by(Cutting::new)),
                Sabotage.of(
                        "channel-reuses-buffers",
                        "WRK-CHAN-001",
                        "Receives into the array of an earlier message of the same length",
                        TamperedChannel.by(ReusingBuffers::new)),
                Sabotage.of(
                        "channel-swaps-under-load",
                        "WRK-CHAN-002",
                        "Exchanges two messages that wait, one time in a thousand",
                        TamperedChannel.by(Swapping::new)),
                Sabotage.of(
                        "channel-drops-under-load",
                        "WRK-CHAN-003",
                        "Loses one message in a thousand",
                        TamperedChannel.by(Dropping::new)),
                Sabotage.of(
                        "channel-repeats-under-load",
                        "WRK-CHAN-003",
                        "Delivers one message in a thousand twice",
                        TamperedChannel.by(Repeating::new)),
                Sabotage.of(
                        "channel-restart-loses-one",
                        "WRK-CHAN-007",
                        "Throws a message away that waited when an incarnation died",
                        TamperedChannel.by(LosingAtRestart::new)),
                Sabotage.of(
                        "channel-restart-swaps",
                        "WRK-CHAN-007",
                        "Exchanges two messages that waited when an incarnation died",
                        TamperedChannel.by(SwappingAtRestart::new)),
                Sabotage.of(
                        "channel-restart-ends-receives",
                        "WRK-CHAN-007",
                        "Tells those who wait for a message at a restart that the channel ended",
                        TamperedChannel.by(EndingAtRestart::new)),
                Sabotage.of(
                        "channel-senders-race",
                        "WRK-CHAN-013",
                        "Loses a message that is sent while another thread sends",
                        TamperedChannel.by(RacingSenders::new)),
                Sabotage.of(
                        "channel-receivers-race",
                        "WRK-CHAN-013",
                        "Gives a message to two threads that wait",
                        TamperedChannel.by(RacingReceivers::new)));
    }

    private static final class Cutting extends TamperedChannel {

        private static final int LONGEST = 65_535;

        Cutting(Worker worker, Channel channel) {
            super(worker, channel);
        }

        @Override
        <T> @Nullable T receiving(Duration timeout, Class<T> type) {
            T message = super.receiving(timeout, type);
            return message instanceof byte[] bytes && bytes.length > LONGEST
                    ? type.cast(Arrays.copyOf(bytes, LONGEST))
                    : message;
        }
    }

    private static final class ReusingBuffers extends TamperedChannel {

        private final Map<Integer, byte[]> arrays = new ConcurrentHashMap<>();

        ReusingBuffers(Worker worker, Channel channel) {
            super(worker, channel);
        }

        @Override
        <T> @Nullable T receiving(Duration timeout, Class<T> type) {
            T message = super.receiving(timeout, type);
            if (!(message instanceof byte[] bytes)) {
                return message;
            }
            byte[] array = arrays.computeIfAbsent(bytes.length, byte[]::new);
            System.arraycopy(bytes, 0, array, 0, bytes.length);
            return type.cast(array);
        }
    }

    /** Does something to one message in a thousand. */
    private abstract static class UnderLoad extends TamperedChannel {

        private static final int RARELY = 1000;

        private final AtomicInteger messages = new AtomicInteger();

        UnderLoad(Worker worker, Channel channel) {
            super(worker, channel);
        }

        final boolean isIts() {
            return messages.incrementAndGet() % RARELY == 0;
        }
    }

    private static final class Swapping extends UnderLoad {

        Swapping(Worker worker, Channel channel) {
            super(worker, channel);
        }

        @Override
        <T> @Nullable T receiving(Duration timeout, Class<T> type) {
            T first = super.receiving(timeout, type);
            return first != null && isIts() ? afterTheNext(first, type) : first;
        }
    }

    private static final class Dropping extends UnderLoad {

        Dropping(Worker worker, Channel channel) {
            super(worker, channel);
        }

        @Override
        SendResult sending(Object message, Way way) {
            return isIts() ? SendResult.SENT : super.sending(message, way);
        }
    }

    private static final class Repeating extends UnderLoad {

        Repeating(Worker worker, Channel channel) {
            super(worker, channel);
        }

        @Override
        <T> @Nullable T receiving(Duration timeout, Class<T> type) {
            T message = super.receiving(timeout, type);
            if (message != null && isIts()) {
                keep(message);
            }
            return message;
        }
    }

    private static final class LosingAtRestart extends TamperedChannel {

        LosingAtRestart(Worker worker, Channel channel) {
            super(worker, channel);
        }

        @Override
        <T> @Nullable T receiving(Duration timeout, Class<T> type) {
            T message = super.receiving(timeout, type);
            return message != null && hasBegunAgain() ? super.receiving(timeout, type) : message;
        }
    }

    private static final class SwappingAtRestart extends TamperedChannel {

        SwappingAtRestart(Worker worker, Channel channel) {
            super(worker, channel);
        }

        @Override
        <T> @Nullable T receiving(Duration timeout, Class<T> type) {
            T first = super.receiving(timeout, type);
            return first != null && hasBegunAgain() ? afterTheNext(first, type) : first;
        }
    }

    private static final class EndingAtRestart extends TamperedChannel {

        EndingAtRestart(Worker worker, Channel channel) {
            super(worker, channel);
        }

        @Override
        <T> @Nullable T receiving(Duration timeout, Class<T> type) {
            long end = System.nanoTime() + timeout.toNanos();
            T message = super.receiving(Duration.ZERO, type);
            while (message == null && System.nanoTime() < end) {
                if (hasBegunAgain()) {
                    throw new ChannelClosedException("The incarnation has ended");
                }
                message = super.receiving(MOMENT, type);
            }
            return message;
        }
    }

    private static final class RacingSenders extends TamperedChannel {

        private final AtomicInteger senders = new AtomicInteger();

        RacingSenders(Worker worker, Channel channel) {
            super(worker, channel);
        }

        @Override
        SendResult sending(Object message, Way way) {
            try {
                boolean isFirst = senders.incrementAndGet() == 1;
                Thread.yield();
                return isFirst ? super.sending(message, way) : SendResult.SENT;
            } finally {
                senders.decrementAndGet();
            }
        }
    }

    private static final class RacingReceivers extends UnderLoad {

        private final AtomicInteger receivers = new AtomicInteger();

        RacingReceivers(Worker worker, Channel channel) {
            super(worker, channel);
        }

        @Override
        <T> @Nullable T receiving(Duration timeout, Class<T> type) {
            receivers.incrementAndGet();
            try {
                T message = super.receiving(timeout, type);
                if (message != null && isIts() && receivers.get() > 1) {
                    keep(message);
                }
                return message;
            } finally {
                receivers.decrementAndGet();
            }
        }
    }
}
