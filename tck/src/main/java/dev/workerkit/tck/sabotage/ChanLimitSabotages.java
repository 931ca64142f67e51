package dev.workerkit.tck.sabotage;

import dev.workerkit.Channel;
import dev.workerkit.ChannelClosedException;
import dev.workerkit.ChannelSpec;
import dev.workerkit.MessageTooLargeException;
import dev.workerkit.SendResult;
import dev.workerkit.Worker;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import dev.workerkit.tck.sabotage.worker.Accomplice;
import dev.workerkit.tck.sabotage.worker.Spinning;
import dev.workerkit.worker.EventedWorker;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Channels that go wrong at their limits: not yet open, full, or with a message too large. */
final class ChanLimitSabotages {

    private ChanLimitSabotages() {}

    static List<Sabotage> all() {
        return List.of(
                Sabotage.of(
                        "channel-never-full",
                        "WRK-CHAN-006",
                        "Keeps in memory what is sent when there is no room",
                        TamperedChannel.by(NeverFull::new)),
                Sabotage.of(
                        "channel-full-loses-messages",
                        "WRK-CHAN-006",
                        "Loses what is sent when there is no room, instead of waiting",
                        TamperedChannel.by(LosingWhenFull::new)),
                Sabotage.of(
                        "channel-loses-early-messages",
                        "WRK-CHAN-008",
                        "Loses what is sent before the worker is ready",
                        TamperedChannel.by(LosingEarly::new)),
                Sabotage.of(
                        "channel-refuses-early-messages",
                        "WRK-CHAN-008",
                        "Is closed until the worker is ready",
                        TamperedChannel.by(RefusingEarly::new)),
                Sabotage.of(
                        "channel-limit-doubled",
                        "WRK-CHAN-009",
                        "Takes messages of twice the size that is allowed",
                        Deed.toSpec(ChanLimitSabotages::withTwiceTheLimit)),
                Sabotage.of(
                        "channel-breaks-at-too-large",
                        "WRK-CHAN-009",
                        "Is closed after a message that is too large",
                        TamperedChannel.by(ClosingAtTooLarge::new)),
                Sabotage.of(
                        "channel-polled-without-a-rest",
                        "WRK-CHAN-017",
                        "Has workers look for messages again and again without a rest",
                        Deed.toSpec(
                                spec ->
                                        Accomplice.around(
                                                spec, EventedWorker.class, Spinning.class))));
    }

    private static WorkerSpec withTwiceTheLimit(WorkerSpec spec) {
        ChannelSpec channel = spec.channel();
        int limit = Math.min(2 * channel.maxMessageBytes(), ChannelSpec.LARGEST_MESSAGE_BYTES);
        return spec.withChannel(
                channel.withCapacityBytes(Math.max(limit, channel.capacityBytes()))
                        .withMaxMessageBytes(limit));
    }

    private static final class NeverFull extends TamperedChannel {

        private final Queue<Object> waiting = new ConcurrentLinkedQueue<>();

        NeverFull(Worker worker, Channel channel) {
            super(worker, channel);
        }

        @Override
        SendResult sending(Object message, Way way) {
            waiting.add(message);
            return sendWaiting();
        }

        @Override
        <T> @Nullable T receiving(Duration timeout, Class<T> type) {
            sendWaiting();
            return super.receiving(timeout, type);
        }

        private synchronized SendResult sendWaiting() {
            for (Object next = waiting.peek(); next != null; next = waiting.peek()) {
                SendResult result = delegate().offer(next);
                if (result != SendResult.SENT) {
                    return result == SendResult.FULL ? SendResult.SENT : result;
                }
                waiting.remove();
            }
            return SendResult.SENT;
        }
    }

    private static final class LosingWhenFull extends TamperedChannel {

        LosingWhenFull(Worker worker, Channel channel) {
            super(worker, channel);
        }

        @Override
        SendResult sending(Object message, Way way) {
            SendResult result = delegate().offer(message);
            return result == SendResult.FULL ? SendResult.SENT : result;
        }
    }

    private static final class LosingEarly extends TamperedChannel {

        LosingEarly(Worker worker, Channel channel) {
            super(worker, channel);
        }

        @Override
        SendResult sending(Object message, Way way) {
            return worker().state() == WorkerState.STARTING
                    ? SendResult.SENT
                    : super.sending(message, way);
        }
    }

    private static final class RefusingEarly extends TamperedChannel {

        RefusingEarly(Worker worker, Channel channel) {
            super(worker, channel);
        }

        @Override
        SendResult sending(Object message, Way way) {
            if (worker().state() == WorkerState.STARTING) {
                throw new ChannelClosedException("The worker is not ready");
            }
            return super.sending(message, way);
        }
    }

    private static final class ClosingAtTooLarge extends TamperedChannel {

        ClosingAtTooLarge(Worker worker, Channel channel) {
            super(worker, channel);
        }

        @Override
        SendResult sending(Object message, Way way) {
            try {
                return super.sending(message, way);
            } catch (MessageTooLargeException e) {
                close();
                throw e;
            }
        }
    }
}
