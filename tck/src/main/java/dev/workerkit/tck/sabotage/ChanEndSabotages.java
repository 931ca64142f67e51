package dev.workerkit.tck.sabotage;

import dev.workerkit.Channel;
import dev.workerkit.ChannelClosedException;
import dev.workerkit.SendResult;
import dev.workerkit.UnsupportedException;
import dev.workerkit.Worker;
import dev.workerkit.tck.forwarding.ForwardingWorker;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Channels that go wrong at their end: closed, ended, given up, or not there. */
final class ChanEndSabotages {

    private ChanEndSabotages() {}

    static List<Sabotage> all() {
        return List.of(
                Sabotage.of(
                        "channel-closed-takes-messages",
                        "WRK-CHAN-004",
                        "Takes messages after its end was closed, and loses them",
                        TamperedChannel.by(TakingWhenClosed::new)),
                Sabotage.of(
                        "channel-closed-says-full",
                        "WRK-CHAN-004",
                        "Says that it is full when its end was closed",
                        TamperedChannel.by(FullWhenClosed::new)),
                Sabotage.of(
                        "channel-closed-receives-nothing",
                        "WRK-CHAN-004",
                        "Receives nothing more once its end was closed",
                        TamperedChannel.by(DeafWhenClosed::new)),
                Sabotage.of(
                        "channel-end-overtakes-the-last",
                        "WRK-CHAN-005",
                        "Tells the end before the last message",
                        TamperedChannel.by(EndingEarly::new)),
                Sabotage.of(
                        "channel-last-words-unheard",
                        "WRK-CHAN-014",
                        "Ends with the worker, whatever waits to be received",
                        TamperedChannel.by(EndingWithTheWorker::new)),
                Sabotage.of(
                        "channel-never-ends",
                        "WRK-CHAN-014",
                        "Goes on as if nothing had come when the worker has ended",
                        TamperedChannel.by(NeverEnding::new)),
                Sabotage.of(
                        "channel-close-kills-the-worker",
                        "WRK-CHAN-015",
                        "Kills the worker whose channel is closed",
                        TamperedChannel.by(KillingAtClose::new)),
                Sabotage.of(
                        "channel-loses-interrupt-status",
                        "WRK-CHAN-016",
                        "Clears the interrupt status of a thread whose wait was given up",
                        TamperedChannel.by(ClearingInterrupts::new)),
                Sabotage.of(
                        "channel-closed-by-interrupt",
                        "WRK-CHAN-016",
                        "Is closed when a thread that waits is interrupted",
                        TamperedChannel.by(ClosedByInterrupts::new)),
                Sabotage.of(
                        "channel-of-a-command",
                        "WRK-CHAN-018",
                        "Takes it for its own fault that a command has no channel",
                        Deed.toWorker(NamelessChannel::new)));
    }

    private static final class TakingWhenClosed extends TamperedChannel {

        TakingWhenClosed(Worker worker, Channel channel) {
            super(worker, channel);
        }

        @Override
        SendResult sending(Object message, Way way) {
            return isClosed() ? SendResult.SENT : super.sending(message, way);
        }
    }

    private static final class FullWhenClosed extends TamperedChannel {

        FullWhenClosed(Worker worker, Channel channel) {
            super(worker, channel);
        }

        @Override
        SendResult sending(Object message, Way way) {
            SendResult result = super.sending(message, way);
            return result == SendResult.CLOSED ? SendResult.FULL : result;
        }
    }

    private static final class DeafWhenClosed extends TamperedChannel {

        DeafWhenClosed(Worker worker, Channel channel) {
            super(worker, channel);
        }

        @Override
        <T> @Nullable T receiving(Duration timeout, Class<T> type) {
            if (isClosed()) {
                throw new ChannelClosedException("The channel is closed");
            }
            return super.receiving(timeout, type);
        }
    }

    private static final class EndingEarly extends TamperedChannel {

        EndingEarly(Worker worker, Channel channel) {
            super(worker, channel);
        }

        @Override
        <T> @Nullable T receiving(Duration timeout, Class<T> type) {
            T message = super.receiving(timeout, type);
            // This throws the end, where there is nothing but that.
            T next = message == null ? null : super.receiving(MOMENT, type);
            if (next != null) {
                keep(next);
            }
            return message;
        }
    }

    private static final class EndingWithTheWorker extends TamperedChannel {

        EndingWithTheWorker(Worker worker, Channel channel) {
            super(worker, channel);
        }

        @Override
        <T> @Nullable T receiving(Duration timeout, Class<T> type) {
            if (worker().state().isTerminal()) {
                throw new ChannelClosedException("The worker has ended");
            }
            return super.receiving(timeout, type);
        }
    }

    private static final class NeverEnding extends TamperedChannel {

        NeverEnding(Worker worker, Channel channel) {
            super(worker, channel);
        }

        @Override
        <T> @Nullable T receiving(Duration timeout, Class<T> type) {
            try {
                return super.receiving(timeout, type);
            } catch (ChannelClosedException e) {
                return null;
            }
        }
    }

    private static final class KillingAtClose extends TamperedChannel {

        KillingAtClose(Worker worker, Channel channel) {
            super(worker, channel);
        }

        @Override
        public void close() {
            super.close();
            worker().kill();
        }
    }

    /** Does something when a thread that waits is interrupted. */
    private abstract static class Interrupted extends TamperedChannel {

        Interrupted(Worker worker, Channel channel) {
            super(worker, channel);
        }

        @Override
        final SendResult sending(Object message, Way way) {
            try {
                return super.sending(message, way);
            } catch (ChannelClosedException e) {
                interrupted();
                throw e;
            }
        }

        @Override
        final <T> @Nullable T receiving(Duration timeout, Class<T> type) {
            try {
                return super.receiving(timeout, type);
            } catch (ChannelClosedException e) {
                interrupted();
                throw e;
            }
        }

        abstract void interrupted();
    }

    private static final class ClearingInterrupts extends Interrupted {

        ClearingInterrupts(Worker worker, Channel channel) {
            super(worker, channel);
        }

        @Override
        void interrupted() {
            Thread.interrupted();
        }
    }

    private static final class ClosedByInterrupts extends Interrupted {

        ClosedByInterrupts(Worker worker, Channel channel) {
            super(worker, channel);
        }

        @Override
        void interrupted() {
            close();
        }
    }

    private static final class NamelessChannel extends ForwardingWorker {

        NamelessChannel(Worker worker) {
            super(worker);
        }

        @Override
        public Channel channel() {
            try {
                return super.channel();
            } catch (UnsupportedException e) {
                throw new NullPointerException("channel");
            }
        }
    }
}
