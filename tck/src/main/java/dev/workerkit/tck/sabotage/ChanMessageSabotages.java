package dev.workerkit.tck.sabotage;

import dev.workerkit.BytesChannel;
import dev.workerkit.Channel;
import dev.workerkit.ChannelSpec;
import dev.workerkit.MessageCodecException;
import dev.workerkit.SendResult;
import dev.workerkit.Worker;
import dev.workerkit.tck.forwarding.ForwardingBytesChannel;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Channels that do not get messages across as what they were, or break over what is none. */
final class ChanMessageSabotages {

    private ChanMessageSabotages() {}

    static List<Sabotage> all() {
        return List.of(
                Sabotage.of(
                        "message-numbers-are-doubles",
                        "WRK-CHAN-010",
                        "Has whole numbers pass as floating-point numbers",
                        TamperedChannel.by(Rounding::new)),
                Sabotage.of(
                        "message-drops-nulls",
                        "WRK-CHAN-010",
                        "Leaves nulls out of lists",
                        TamperedChannel.by(DroppingNulls::new)),
                Sabotage.of(
                        "message-trims-strings",
                        "WRK-CHAN-011",
                        "Takes the white space at the ends of a string away",
                        TamperedChannel.by(Trimming::new)),
                Sabotage.of(
                        "message-drops-empty-strings",
                        "WRK-CHAN-011",
                        "Takes an empty string for no message",
                        TamperedChannel.by(DroppingEmpty::new)),
                Sabotage.of(
                        "message-consumes-the-buffer",
                        "WRK-CHAN-011",
                        "Leaves a buffer that was sent at its end",
                        TamperedChannel.by(Consuming::new)),
                Sabotage.of(
                        "message-nonsense-unreported",
                        "WRK-CHAN-012",
                        "Passes over what can't be decoded without a word",
                        TamperedChannel.by(Unreported::new)),
                Sabotage.of(
                        "message-nonsense-stays",
                        "WRK-CHAN-012",
                        "Reports what can't be decoded again at each receive",
                        TamperedChannel.by(Staying::new)),
                Sabotage.of(
                        "message-nonsense-ends-the-channel",
                        "WRK-CHAN-012",
                        "Is over after what can't be encoded",
                        TamperedChannel.by(EndedByNonsense::new)));
    }

    private static final class Rounding extends TamperedChannel {

        Rounding(Worker worker, Channel channel) {
            super(worker, channel);
        }

        @Override
        <T> @Nullable T receiving(Duration timeout, Class<T> type) {
            T message = super.receiving(timeout, type);
            return message instanceof Long number
                    ? type.cast((long) number.doubleValue())
                    : message;
        }
    }

    private static final class DroppingNulls extends TamperedChannel {

        DroppingNulls(Worker worker, Channel channel) {
            super(worker, channel);
        }

        @Override
        <T> @Nullable T receiving(Duration timeout, Class<T> type) {
            T message = super.receiving(timeout, type);
            return message instanceof List<?> list
                    ? type.cast(list.stream().filter(Objects::nonNull).toList())
                    : message;
        }
    }

    /** Of the codec for strings. */
    private abstract static class OfStrings extends TamperedChannel {

        OfStrings(Worker worker, Channel channel) {
            super(worker, channel);
        }

        @Override
        final SendResult sending(Object message, Way way) {
            boolean isHere =
                    worker().spec().channel().codec().equals(ChannelSpec.strings().codec());
            return isHere && message instanceof String text
                    ? sendingText(text, way)
                    : way.send(message);
        }

        abstract SendResult sendingText(String text, Way way);
    }

    private static final class Trimming extends OfStrings {

        Trimming(Worker worker, Channel channel) {
            super(worker, channel);
        }

        @Override
        SendResult sendingText(String text, Way way) {
            return way.send(text.strip());
        }
    }

    private static final class DroppingEmpty extends OfStrings {

        DroppingEmpty(Worker worker, Channel channel) {
            super(worker, channel);
        }

        @Override
        SendResult sendingText(String text, Way way) {
            return text.isEmpty() ? SendResult.SENT : way.send(text);
        }
    }

    private static final class Consuming extends TamperedChannel {

        Consuming(Worker worker, Channel channel) {
            super(worker, channel);
        }

        @Override
        protected BytesChannel wrapBytes(BytesChannel bytes) {
            return new ForwardingBytesChannel(bytes) {
                @Override
                public SendResult offer(ByteBuffer message) {
                    SendResult result = super.offer(message);
                    message.position(message.limit());
                    return result;
                }
            };
        }
    }

    private static final class Unreported extends TamperedChannel {

        Unreported(Worker worker, Channel channel) {
            super(worker, channel);
        }

        @Override
        <T> @Nullable T receiving(Duration timeout, Class<T> type) {
            try {
                return super.receiving(timeout, type);
            } catch (MessageCodecException e) {
                return receiving(timeout, type);
            }
        }
    }

    private static final class Staying extends TamperedChannel {

        private volatile @Nullable MessageCodecException first;

        Staying(Worker worker, Channel channel) {
            super(worker, channel);
        }

        @Override
        <T> @Nullable T receiving(Duration timeout, Class<T> type) {
            MessageCodecException again = first;
            if (again != null) {
                throw again;
            }
            try {
                return super.receiving(timeout, type);
            } catch (MessageCodecException e) {
                first = e;
                throw e;
            }
        }
    }

    private static final class EndedByNonsense extends TamperedChannel {

        EndedByNonsense(Worker worker, Channel channel) {
            super(worker, channel);
        }

        @Override
        SendResult sending(Object message, Way way) {
            try {
                return super.sending(message, way);
            } catch (MessageCodecException e) {
                close();
                throw e;
            }
        }
    }
}
