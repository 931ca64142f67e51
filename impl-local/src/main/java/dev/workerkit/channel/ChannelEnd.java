package dev.workerkit.channel;

import dev.workerkit.BytesChannel;
import dev.workerkit.BytesHandler;
import dev.workerkit.ChannelClosedException;
import dev.workerkit.SendResult;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** One end of a channel: what it sends, what it receives, and the waiting for both. */
final class ChannelEnd implements BytesChannel {

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    private final Outbound outbound;
    private final Intake intake;
    private final Doorbell doorbell;

    private final Patience forMessages = new Patience(PROCESSORS);
    private final Patience forRoom = new Patience(PROCESSORS);

    ChannelEnd(Outbound outbound, Intake intake, Doorbell doorbell) {
        this.outbound = outbound;
        this.intake = intake;
        this.doorbell = doorbell;
    }

    @Override
    public SendResult offer(ByteBuffer message) {
        SendResult result = outbound.offer(message);
        if (result == SendResult.SENT) {
            ringForMessage();
        }
        return result;
    }

    @Override
    public SendResult send(ByteBuffer message, Duration timeout) {
        SendResult result = offer(message);
        return result == SendResult.FULL ? sendWaiting(message, nanos(timeout)) : result;
    }

    private SendResult sendWaiting(ByteBuffer message, long nanos) {
        if (nanos <= 0) {
            return SendResult.FULL;
        }
        long start = System.nanoTime();
        long spin = Math.min(forRoom.nanos(), nanos);
        while (System.nanoTime() - start < spin) {
            Thread.onSpinWait();
            SendResult result = offer(message);
            if (result != SendResult.FULL) {
                return result;
            }
        }
        while (true) {
            long seen = doorbell.rings();
            outbound.announceWaiting(message.remaining());
            SendResult result = offer(message);
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

    private boolean receiveWaiting(BytesHandler handler, long nanos) {
        if (nanos <= 0) {
            return false;
        }
        long start = System.nanoTime();
        long spin = Math.min(forMessages.nanos(), nanos);
        while (System.nanoTime() - start < spin) {
            Thread.onSpinWait();
            if (intake.take(handler)) {
                forMessages.cameInTime();
                return true;
            }
        }
        while (true) {
            long seen = doorbell.rings();
            intake.announceWaiting();
            long waited = System.nanoTime() - start;
            if (intake.take(handler)) {
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
