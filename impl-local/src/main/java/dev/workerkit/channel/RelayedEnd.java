package dev.workerkit.channel;

import dev.workerkit.ChannelSpec;
import dev.workerkit.SendResult;
import dev.workerkit.WorkerException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands at one end of a channel for the application on another machine. What the application here
 * sends is read ahead, and taken only when the other machine tells that it was taken there: so a
 * message that did not arrive, or waited there when its receiver died, is still here. What comes from
 * there is put into the queue of the application here. As what is not taken counts against the
 * capacity on both sides alike, there is always room for it.
 *
 * <p>One thread sends: {@link #next}, {@link #isClosed}, {@link #await}. One receives: {@link #put},
 * {@link #closeIncoming}, {@link #taken}. {@link #news} and {@link #wakeUp} are for any thread, and
 * {@link #close()} for one that is alone.
 */
public final class RelayedEnd implements AutoCloseable {

    /** For what a receiver does not ring for: taking a message that it acknowledges later. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final Outbound outbound;
    private final Tally tally;
    private final ControlPage incoming;
    private final Lookahead lookahead;
    private final Settlement settlement;
    private final Doorbell doorbell;

    private RelayedEnd(
            StoredQueue toApplication,
            StoredQueue fromApplication,
            Line line,
            ChannelSpec spec,
            boolean ofWorker) {
        // Of what a worker takes each acknowledgement counts, of what its master takes the room.
        boolean tells = ofWorker && spec.isAcknowledged();
        boolean isTold = !ofWorker && spec.isAcknowledged();
        this.outbound = new Outbound(toApplication, spec);
        this.tally = new Tally(toApplication, tells);
        this.incoming = fromApplication.page();
        this.lookahead = new Lookahead(fromApplication);
        this.settlement = new Settlement(new Inbound(fromApplication, isTold));
        this.doorbell = new Doorbell(line);
    }

    /**
     * At the master, in the stead of an incarnation that was attached.
     *
     * @param directory the channel's, as the master has it
     * @param spec not durable
     * @throws WorkerException if it can't be opened
     */
    public static RelayedEnd ofMaster(Path directory, ChannelSpec spec, int incarnation) {
        ChannelFiles files = files(directory, spec);
        try {
            Attachment attachment = Attachment.read(files.attachment(incarnation));
            return new RelayedEnd(
                    StoredQueue.open(directory.resolve(attachment.fromWorker())),
                    StoredQueue.open(directory.resolve(attachment.lastToWorker())),
                    new ConnectingLine(files.doorbell(incarnation), () -> {}),
                    spec,
                    false);
        } catch (IOException e) {
            throw new WorkerException("Can't open the channel in " + directory + ": " + e, e);
        }
    }

    /**
     * At the worker, in the stead of its master: makes the files that the worker will open.
     *
     * @param directory exists, for this channel alone, in shared memory
     * @param spec not durable
     * @throws WorkerException if they can't be made
     */
    public static RelayedEnd ofWorker(Path directory, ChannelSpec spec, int incarnation) {
        ChannelFiles files = files(directory, spec);
        try {
            QueueStore queues = QueueStore.open(directory);
            StoredQueue toWorker = queues.create(ChannelFiles.TO_WORKER, spec);
            StoredQueue fromWorker = queues.create(ChannelFiles.FROM_WORKER, spec);
            new Attachment(fromWorker.name(), List.of(toWorker.name()))
                    .write(files.attachment(incarnation));
            ListeningLine line = new ListeningLine();
            RelayedEnd end = new RelayedEnd(toWorker, fromWorker, line, spec, true);
            // Last, for it tells the worker that all is there.
            line.listen(files.doorbell(incarnation));
            return end;
        } catch (IOException e) {
            throw new WorkerException("Can't make a channel in " + directory + ": " + e, e);
        }
    }

    private static ChannelFiles files(Path directory, ChannelSpec spec) {
        if (spec.directory().isPresent()) {
            throw new WorkerException("A durable channel does not reach to another machine");
        }
        return ChannelFiles.of(directory, spec);
    }

    /** The next message of the application here, if there is one. */
    public @Nullable Relayed next() {
        while (lookahead.next()) {
            int type = lookahead.type();
            // One that an earlier incarnation had acknowledged, out of turn, is passed over.
            if (!FrameDescriptor.isAcknowledged(type)) {
                return new Relayed(
                        FrameDescriptor.type(
                                FrameDescriptor.kind(type), FrameDescriptor.attempts(type)),
                        lookahead.correlation(),
                        ByteBuffer.wrap(lookahead.bytes()));
            }
        }
        return null;
    }

    /** Whether the application here has closed its half, and all that it had sent was read. */
    public boolean isClosed() {
        return incoming.isClosed() && !lookahead.hasNext();
    }

    /** What the application here has taken since this was asked last, if anything. */
    public @Nullable Taken news() {
        return tally.news();
    }

    /** How often whoever waits here was woken; to be asked before one looks for the last time. */
    public long rings() {
        return doorbell.rings();
    }

    /**
     * Waits until there may be something to send, or to tell; maybe shorter.
     *
     * @param seen how often was known when this thread looked; it does not wait if it was more since
     * @param closed whether it is known that the application has closed its half
     */
    public void await(long seen, Duration timeout, boolean closed) throws InterruptedException {
        incoming.receiverWaits();
        boolean settledMore = !tally.announceWaiting();
        if (settledMore || lookahead.hasNext() || (incoming.isClosed() && !closed)) {
            return;
        }
        boolean look = tally.isToBeLookedAt() && LOOK_EVERY.compareTo(timeout) < 0;
        doorbell.await(seen, TimeUnit.NANOSECONDS.convert(look ? LOOK_EVERY : timeout));
    }

    /** Whoever waits need not wait any longer. */
    public void wakeUp() {
        doorbell.wakeAll();
    }

    /**
     * Gives a message from the other machine to the application here.
     *
     * @throws IllegalArgumentException if there can be none such, or is no room for it
     */
    public void put(Relayed message) {
        int kind = FrameDescriptor.kind(message.type());
        if (kind < FrameDescriptor.MESSAGE || kind > FrameDescriptor.FAILURE) {
            throw new IllegalArgumentException("there is no message of the kind " + kind);
        }
        int type = FrameDescriptor.type(kind, FrameDescriptor.attempts(message.type()));
        int length = message.bytes().remaining();
        SendResult result = outbound.offer(type, message.correlation(), message.bytes());
        if (result != SendResult.SENT) {
            throw new IllegalArgumentException("a message of " + length + " bytes: " + result);
        }
        tally.put(FrameDescriptor.frameBytes(FrameDescriptor.prefixBytes(type) + length));
        if (!tally.announceWaiting()) {
            // It was taken already, before anyone could be asked to ring.
            doorbell.wakeAll();
        }
        ringForMessage();
    }

    /** The application on the other machine has closed its half. */
    public void closeIncoming() {
        outbound.close();
        ringForMessage();
    }

    private void ringForMessage() {
        if (outbound.claimRing()) {
            doorbell.ring();
        }
    }

    /**
     * The application on the other machine has taken this.
     *
     * @throws IllegalArgumentException if it can't have
     */
    public void taken(Taken taken) {
        settlement.apply(taken);
        if (settlement.claimRing()) {
            doorbell.ring();
        }
    }

    /** Gives everything back, and tells nobody, as if a process had died. The files stay. */
    @Override
    public void close() {
        outbound.release();
        tally.release();
        lookahead.release();
        settlement.release();
        doorbell.close();
    }
}
