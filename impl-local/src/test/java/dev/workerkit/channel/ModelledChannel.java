package dev.workerkit.channel;

import dev.workerkit.ChannelSpec;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Both ends of a channel on a {@link ModelledMachine}, as they are but for memory and doorbell. A
 * message is a number.
 */
final class ModelledChannel {

    private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

    /** So that no end looks out for a message before it sleeps: how often would be chance. */
    private static final int PROCESSORS = 1;

    private final ChannelSpec spec;
    private final End one;
    private final End other;

    /** One in which there is room for a single message in each direction. */
    ModelledChannel(ModelledMachine machine, ChannelSpec spec, Extents extents) {
        this.spec = spec.withMaxMessageBytes(Long.BYTES).withCapacityBytes(Long.BYTES);
        StoredQueue there = ModelledQueue.of(machine, "there", extents);
        StoredQueue back = ModelledQueue.of(machine, "back", extents);
        this.one = new End(there, back, new ModelledBell(machine, "one's", "the other's"));
        this.other = new End(back, there, new ModelledBell(machine, "the other's", "one's"));
    }

    End one() {
        return one;
    }

    End other() {
        return other;
    }

    final class End {

        private final ChannelEnd end;

        End(StoredQueue outgoing, StoredQueue incoming, Doorbell bell) {
            Intake intake = new Intake(bell);
            intake.add(new Inbound(incoming, spec.isAcknowledged()), 0, null);
            this.end = new ChannelEnd(new Outbound(outgoing, spec), intake, bell, PROCESSORS);
        }

        void send(long number) {
            end.send(ByteBuffer.allocate(Long.BYTES).putLong(0, number), FOR_EVER);
        }

        long receive() {
            long[] number = new long[1];
            end.receive(bytes -> number[0] = bytes.getLong(0), FOR_EVER);
            return number[0];
        }

        void close() {
            end.close();
        }
    }
}
