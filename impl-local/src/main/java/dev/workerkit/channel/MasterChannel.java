package dev.workerkit.channel;

import dev.workerkit.ChannelSpec;
import dev.workerkit.MessageCodec;
import dev.workerkit.WorkerException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The master's end of a worker's channel. It lives as long as the worker, over all incarnations of
 * its process: what it sends and one incarnation did not take, the next one receives; and it
 * receives all that an incarnation sent before what the next one sends.
 *
 * <p>The life of an incarnation is told by {@link #attach} and {@link #detach}, from one thread at
 * a time; all else from any thread.
 */
public final class MasterChannel extends CodecChannel {

    private final ChannelFiles files;
    private final ChannelSpec spec;
    private final QueueStore queues;
    private final StoredQueue toWorker;
    private final Outbound outbound;
    private final ListeningLine line;
    private final Doorbell doorbell;
    private final Intake intake;
    private final ChannelEnd end;
    private volatile Optional<Consumer<Supplier<List<Parcel>>>> reclaimer = Optional.empty();

    private MasterChannel(
            ChannelFiles files,
            ChannelSpec spec,
            MessageCodec codec,
            QueueStore queues,
            List<StoredQueue> received,
            StoredQueue toWorker) {
        super(codec);
        this.files = files;
        this.spec = spec;
        this.queues = queues;
        this.toWorker = toWorker;
        this.outbound = new Outbound(toWorker, spec);
        this.line = new ListeningLine();
        this.doorbell = new Doorbell(line);
        this.intake = new Intake(doorbell);
        this.end = new ChannelEnd(outbound, intake, doorbell);
        for (StoredQueue queue : received) {
            receiveFrom(queue, 0);
        }
        // Who receives before the first incarnation is there waits for it.
        intake.expectSuccessor();
    }

    /**
     * Creates the files of a channel. Its codec is found as the calling thread finds classes.
     *
     * @param directory exists, for this channel alone, accessible to this user alone, and in shared
     *     memory: {@code /dev/shm}
     * @throws WorkerException if they can't be created
     */
    public static MasterChannel create(Path directory, ChannelSpec spec) {
        return create(directory, spec, Codecs.of(spec.codec()));
    }

    /**
     * Creates the files of a channel, and takes up those of a durable one that are there.
     *
     * @param directory exists, for this channel alone, accessible to this user alone, and in shared
     *     memory: {@code /dev/shm}
     * @param spec the folder of a durable channel is this master's: see {@link DurableFolder}
     * @param codec encodes and decodes on this side
     * @throws WorkerException if they can't be created, or a worker of an earlier master does not
     *     die
     */
    public static MasterChannel create(Path directory, ChannelSpec spec, MessageCodec codec) {
        ChannelFiles files = ChannelFiles.of(directory, spec);
        try {
            QueueStore queues = QueueStore.open(files.queues());
            List<StoredQueue> received = queues.all(ChannelFiles.FROM_WORKER);
            if (spec.directory().isPresent()) {
                closeAll(received, files);
            }
            StoredQueue toWorker = queues.create(ChannelFiles.TO_WORKER, spec);
            return new MasterChannel(files, spec, codec, queues, received, toWorker);
        } catch (IOException e) {
            throw new WorkerException("Can't create a channel in " + files.queues() + ": " + e, e);
        }
    }

    /** A worker of an earlier master that has come so far by now will not come any further. */
    private static void closeAll(List<StoredQueue> received, ChannelFiles files)
            throws IOException {
        ProcessLock lock = ProcessLock.take(files.workerLock(), WorkerChannel.LOCK_NANOS);
        try {
            for (StoredQueue queue : received) {
                queue.page().close();
            }
        } finally {
            lock.close();
        }
    }

    private void receiveFrom(StoredQueue queue, int incarnation) {
        intake.add(new Inbound(queue, spec.isAcknowledged()), incarnation, queue::delete);
    }

    /**
     * Makes ready for an incarnation, before it is spawned.
     *
     * @throws WorkerException if its files can't be created
     */
    public void attach(int incarnation) {
        try {
            StoredQueue fromWorker = queues.create(ChannelFiles.FROM_WORKER, spec);
            List<String> toWorker = new ArrayList<>();
            for (StoredQueue queue : undelivered()) {
                toWorker.add(queue.name());
            }
            new Attachment(fromWorker.name(), toWorker).write(files.attachment(incarnation));
            line.listen(files.doorbell(incarnation));
            receiveFrom(fromWorker, incarnation);
        } catch (IOException e) {
            throw new WorkerException(
                    "Can't prepare the channel in " + files.queues() + ": " + e.getMessage(), e);
        }
        doorbell.wakeAll();
    }

    /**
     * While no incarnation is there: the queues that the next one is to receive from. What a
     * receiver is through with it deletes itself, unless it is killed before.
     */
    private List<StoredQueue> undelivered() throws IOException {
        List<StoredQueue> undelivered = new ArrayList<>();
        for (StoredQueue queue : queues.all(ChannelFiles.TO_WORKER)) {
            if (queue.name().equals(toWorker.name()) || remains(queue).count() > 0) {
                // Whatever is sent meanwhile goes into the last one.
                outbound.pause(remains(queue)::deleteSpent);
                undelivered.add(queue);
            } else {
                queue.delete();
            }
        }
        return undelivered;
    }

    private Remains remains(StoredQueue queue) {
        return queue.remains(spec.isAcknowledged());
    }

    /** Tells that an incarnation's processes are gone: what it has sent is complete. */
    public void detach(int incarnation) {
        line.hangUp();
        intake.complete();
        settle();
        doorbell.wakeAll();
    }

    /** Tells that no incarnation follows. What the last one sent can still be received. */
    public void end() {
        line.hangUp();
        intake.end("its worker has ended, and all was received");
        end.close();
        settle();
    }

    /** Sends nothing more from now on, as {@link #end} is about to be called. Does not wait. */
    public void refuse() {
        outbound.refuse();
    }

    /**
     * Waits until {@link #poll} or {@link #take} may have a message to give, or to tell that none
     * will ever come; maybe shorter. Takes nothing, so that others can meanwhile.
     */
    public void await(Duration timeout) {
        end.await(timeout);
    }

    /**
     * The same for as long as it may be worth while not to sleep, some ten microseconds: a sender
     * that finds nobody asleep is faster.
     *
     * @return whether there may be something
     */
    public boolean lookOut() {
        return end.lookOut();
    }

    /**
     * From now on takes back what an incarnation that has ended has not acknowledged, or not taken
     * if the channel is one without acknowledgement, rather than leaving it to the next one.
     *
     * @param taker takes it, in the order in which it was sent, on the thread that calls {@link
     *     #detach} or {@link #end}, before another incarnation can receive; it must not wait, and
     *     sees to it that nothing is sent while it takes
     */
    public void reclaimTo(Consumer<Supplier<List<Parcel>>> taker) {
        reclaimer = Optional.of(taker);
    }

    /**
     * How many messages and requests were sent and are not acknowledged; the sending and the
     * acknowledging go on meanwhile. Without acknowledgement, all that were sent.
     */
    public long outstanding() {
        return outbound.outstanding();
    }

    /** While no incarnation is there: looks at what the last one has left. */
    private void settle() {
        Optional<Consumer<Supplier<List<Parcel>>>> taker = reclaimer;
        if (taker.isPresent()) {
            taker.get().accept(this::takeBack);
        } else if (spec.isAcknowledged()) {
            recount();
        }
    }

    private List<Parcel> takeBack() {
        try {
            List<Parcel> parcels = new ArrayList<>();
            for (StoredQueue queue : undelivered()) {
                parcels.addAll(remains(queue).takeAll());
            }
            recount();
            return parcels;
        } catch (IOException e) {
            throw new WorkerException(
                    "Can't look into the channel in " + files.queues() + ": " + e.getMessage(), e);
        }
    }

    private void recount() {
        outbound.recount(() -> remains(toWorker).count());
    }

    /**
     * Ends the channel and deletes its files, even if messages are left; but in the folder of a
     * durable channel these stay. No process uses them.
     */
    public void discard() {
        intake.discard("the channel was discarded");
        end.close();
        doorbell.close();
        if (spec.directory().isPresent()) {
            deleteDelivered();
        }
        Deletion.ofContentOf(files.root());
    }

    private void deleteDelivered() {
        try {
            for (StoredQueue queue : queues.all(ChannelFiles.TO_WORKER)) {
                if (remains(queue).count() == 0) {
                    queue.delete();
                }
            }
        } catch (IOException e) {
            throw new WorkerException(
                    "Can't clear up the channel in " + files.queues() + ": " + e.getMessage(), e);
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
