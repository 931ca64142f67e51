package dev.workerkit.channel;

import dev.workerkit.BytesChannel;
import dev.workerkit.BytesHandler;
import dev.workerkit.ChannelClosedException;
import dev.workerkit.MessageCodec;
import dev.workerkit.SendResult;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One end of a channel: what it sends, what it receives, and the waiting for both. */
final class ChannelEnd implements BytesChannel {

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    private final Outbound outbound;
    private final Intake intake;
    private final Doorbell doorbell;

    private final Patience forMessages;
    private final Patience forRoom;

    ChannelEnd(Outbound outbound, Intake intake, Doorbell doorbell) {
        this(outbound, intake, doorbell, PROCESSORS);
    }

    /** On a machine with so many processors. */
    ChannelEnd(Outbound outbound, Intake intake, Doorbell doorbell, int processors) {
        this.outbound = outbound;
        this.intake = intake;
        this.doorbell = doorbell;
        this.forMessages = new Patience(processors);
        this.forRoom = new Patience(processors);
    }

    @Override
    public SendResult offer(ByteBuffer message) {
        return offer(FrameDescriptor.MESSAGE, 0, message);
    }

    /** Sends a frame of this type and correlation id, or says at once why not. */
    SendResult offer(int type, long correlation, ByteBuffer message) {
        SendResult result = outbound.offer(type, correlation, message);
        if (result == SendResult.SENT) {
            ringForMessage();
        }
        return result;
    }

    @Override
    public SendResult send(ByteBuffer message, Duration timeout) {
        return send(FrameDescriptor.MESSAGE, 0, message, timeout);
    }

    /** The same, waiting for room as long as this. */
    SendResult send(int type, long correlation, ByteBuffer message, Duration timeout) {
        SendResult result = offer(type, correlation, message);
        return result == SendResult.FULL
                ? sendWaiting(type, correlation, message, nanos(timeout))
                : result;
    }

    private SendResult sendWaiting(int type, long correlation, ByteBuffer message, long nanos) {
        if (nanos <= 0) {
            return SendResult.FULL;
        }
        long start = System.nanoTime();
        long spin = Math.min(forRoom.nanos(), nanos);
        for (int turn = 0; System.nanoTime() - start < spin; turn++) {
            Patience.pause(turn);
            SendResult result = offer(type, correlation, message);
            if (result != SendResult.FULL) {
                return result;
            }
        }
        while (true) {
            long seen = doorbell.rings();
            outbound.announceWaiting(message.remaining());
            SendResult result = offer(type, correlation, message);
            long left = nanos - (System.nanoTime() - start);
            if (result != SendResult.FULL || left <= 0) {
                return result;
            }
            sleep(seen, left);
        }
    }

    @Override
    public boolean poll(BytesHandler handler) {
        return intake.take(handler);
    }

    @Override
    public boolean receive(BytesHandler handler, Duration timeout) {
        return intake.take(handler) || receiveWaiting(handler, nanos(timeout));
    }

    /** The next message, to be acknowledged later; null if none comes in time. */
    @Nullable Received take(MessageCodec codec, Duration timeout) {
        Received ready = intake.take(codec);
        if (ready != null) {
            return ready;
        }
        Taking taking = new Taking(codec);
        return receiveWaiting(taking, nanos(timeout)) ? taking.taken : null;
    }

    /** Stands for a handler where a message is to be kept. */
    private static final class Taking implements BytesHandler {

        private final MessageCodec codec;
        private @Nullable Received taken;

        Taking(MessageCodec codec) {
            this.codec = codec;
        }

        boolean takeFrom(Intake intake) {
            taken = intake.take(codec);
            return taken != null;
        }

        @Override
        public void onMessage(ByteBuffer message) {
            throw new IllegalStateException("A message to be kept was handed over");
        }
    }

    private boolean look(BytesHandler handler) {
        return handler instanceof Taking taking ? taking.takeFrom(intake) : intake.take(handler);
    }

    /** Waits until taking may give a message, or tell that none will ever come; maybe shorter. */
    void await(Duration timeout) {
        long start = System.nanoTime();
        long spin = forMessages.nanos();
        if (lookOut(start, spin)) {
            return;
        }
        long seen = doorbell.rings();
        intake.announceWaiting();
        if (!intake.isReady()) {
            sleep(seen, nanos(timeout));
        }
        if (intake.isReady()) {
            forMessages.cameLater(spin, System.nanoTime() - start);
        }
    }

    /** The same for as long as it may be worth while not to sleep; whether it is so. */
    boolean lookOut() {
        long spin = forMessages.nanos();
        boolean ready = lookOut(System.nanoTime(), spin);
        if (!ready && spin >= Patience.LONG_NANOS) {
            forMessages.cameLater(spin, spin);
        }
        return ready;
    }

    private boolean lookOut(long start, long spin) {
        for (int turn = 0; !intake.isReady(); turn++) {
            if (System.nanoTime() - start >= spin) {
                return false;
            }
            Patience.pause(turn);
        }
        forMessages.cameInTime();
        return true;
    }

    private boolean receiveWaiting(BytesHandler handler, long nanos) {
        if (nanos <= 0) {
            return false;
        }
        long start = System.nanoTime();
        long spin = Math.min(forMessages.nanos(), nanos);
        for (int turn = 0; System.nanoTime() - start < spin; turn++) {
            Patience.pause(turn);
            if (look(handler)) {
                forMessages.cameInTime();
                return true;
            }
        }
        while (true) {
            long seen = doorbell.rings();
            intake.announceWaiting();
            long waited = System.nanoTime() - start;
            if (look(handler)) {
                forMessages.cameLater(spin, waited);
                return true;
            }
            if (waited >= nanos) {
                return false;
            }
            sleep(seen, nanos - waited);
        }
    }

    /** Sends nothing more. */
    void close() {
        outbound.close();
        ringForMessage();
        // Those who wait here for room wait in vain.
        doorbell.wakeAll();
    }

    private void ringForMessage() {
        if (outbound.claimRing()) {
            doorbell.ring();
        }
    }

    private void sleep(long seen, long nanos) {
        try {
            doorbell.await(seen, nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChannelClosedException(
                    "The thread was interrupted while it waited; the channel itself is open", e);
        }
    }

    private static long nanos(Duration timeout) {
        return TimeUnit.NANOSECONDS.convert(timeout);
    }
}
