package dev.workerkit.channel;

import dev.workerkit.ChannelClosedException;
import dev.workerkit.ChannelSpec;
import dev.workerkit.MessageCodec;
import dev.workerkit.SendResult;
import dev.workerkit.WorkerException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The worker's end of its channel, in the process of one incarnation. It opens what the master has
 * created, and starts with the first message that no incarnation before it has taken.
 */
public final class WorkerChannel extends CodecChannel {

    /** How long a worker of an earlier master may take to die: longer than it is given. */
    static final long LOCK_NANOS = 10_000_000_000L;

    private final int maxMessageBytes;
    private final Outbound outbound;
    private final Intake intake;
    private final Doorbell doorbell;
    private final ChannelEnd end;

    private final @Nullable ProcessLock lock;

    private WorkerChannel(ChannelFiles files, ChannelSpec spec, int incarnation, MessageCodec codec)
            throws IOException {
        super(codec);
        maxMessageBytes = spec.maxMessageBytes();
        Attachment attachment = Attachment.read(files.attachment(incarnation));
        StoredQueue fromWorker = StoredQueue.open(files.queues().resolve(attachment.fromWorker()));
        lock = spec.directory().isPresent() ? lock(files, fromWorker) : null;
        doorbell = new Doorbell(new ConnectingLine(files.doorbell(incarnation), new MasterDeath()));
        intake = new Intake(doorbell);
        outbound = new Outbound(fromWorker, spec);
        for (String name : attachment.toWorker()) {
            StoredQueue toWorker = StoredQueue.open(files.queues().resolve(name));
            boolean last = name.equals(attachment.lastToWorker());
            intake.add(
                    new Inbound(toWorker, spec.isAcknowledged()),
                    0,
                    last ? null : new Disposal(toWorker));
        }
        end = new ChannelEnd(outbound, intake, doorbell);
    }

    /** Once no worker of an earlier master is at work, and unless a later master has come. */
    private static ProcessLock lock(ChannelFiles files, StoredQueue fromWorker) throws IOException {
        ProcessLock lock = ProcessLock.take(files.workerLock(), LOCK_NANOS);
        if (fromWorker.page().isClosed()) {
            lock.close();
            throw new WorkerException(
                    "The channel in " + files.queues() + " was taken over by another master");
        }
        return lock;
    }

    /** Of the queue of an earlier master. A class, as a starting worker avoids lambdas. */
    private static final class Disposal implements Runnable {

        private final StoredQueue queue;

        Disposal(StoredQueue queue) {
            this.queue = queue;
        }

        @Override
        public void run() {
            queue.delete();
        }
    }

    /**
     * Whether the master has attached this incarnation, so that its channel can be opened. It does
     * so while the worker's process comes up.
     */
    public static boolean isAttached(Path directory, int incarnation) {
        return Files.exists(new ChannelFiles(directory, directory).doorbell(incarnation));
    }

    /**
     * Opens the channel that the master has created and attached this incarnation to. Its codec is
     * found as the calling thread finds classes.
     *
     * @param spec the same as the master's
     * @throws WorkerException if it can't be opened
     */
    public static WorkerChannel open(Path directory, ChannelSpec spec, int incarnation) {
        return open(directory, spec, incarnation, Codecs.of(spec.codec()));
    }

    /**
     * Opens the channel that the master has created and attached this incarnation to.
     *
     * @param spec the same as the master's
     * @param codec encodes and decodes on this side
     * @throws WorkerException if it can't be opened
     */
    public static WorkerChannel open(
            Path directory, ChannelSpec spec, int incarnation, MessageCodec codec) {
        try {
            return new WorkerChannel(ChannelFiles.of(directory, spec), spec, incarnation, codec);
        } catch (IOException e) {
            throw new WorkerException(
                    "Can't open the channel of incarnation "
                            + incarnation
                            + " in "
                            + directory
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }

    /**
     * Receives nothing more, even if messages are left: those are for a later incarnation. Whoever
     * waits gets a {@link ChannelClosedException}. Sending goes on.
     */
    public void stopReceiving() {
        intake.stop("the worker was told to stop");
        doorbell.wakeAll();
    }

    /**
     * Answers a request with its result, waiting for room as long as it takes.
     *
     * @throws ChannelClosedException if the channel is closed
     * @throws dev.workerkit.MessageTooLargeException if it is larger than the channel allows
     * @throws dev.workerkit.MessageCodecException if it can't be encoded
     */
    public void reply(long correlation, Object result) {
        answer(new Parcel(FrameKind.REPLY, correlation, 0, false, encode(result)));
    }

    /**
     * Answers a request with what went wrong, waiting for room as long as it takes.
     *
     * @param what text for people; cut to what the channel allows
     * @throws ChannelClosedException if the channel is closed
     */
    public void fail(long correlation, String what) {
        ByteBuffer text = ByteBuffer.wrap(what.getBytes(StandardCharsets.UTF_8));
        text.limit(Math.min(text.limit(), maxMessageBytes));
        answer(new Parcel(FrameKind.FAILURE, correlation, 0, false, text));
    }

    private void answer(Parcel parcel) {
        if (send(parcel, FOR_EVER) != SendResult.SENT) {
            throw new ChannelClosedException("The answer was not sent: the channel is closed");
        }
    }

    /** The master is gone. A class, as a starting worker avoids lambdas. */
    private final class MasterDeath implements Runnable {

        @Override
        public void run() {
            intake.end("the master is gone, and all was received");
            outbound.close();
            doorbell.wakeAll();
        }
    }

    /** Gives back what it holds and tells nobody, as if the process had died. */
    void vanish() {
        intake.discard("the process is gone");
        outbound.release();
        doorbell.close();
        if (lock != null) {
            lock.close();
        }
    }

    @Override
    ChannelEnd plain() {
        return end;
    }

    @Override
    public void close() {
        end.close();
    }

    @Override
    public boolean isClosed() {
        return outbound.isClosed();
    }
}
