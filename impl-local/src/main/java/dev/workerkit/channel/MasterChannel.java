package dev.workerkit.channel;

import dev.workerkit.ChannelSpec;
import dev.workerkit.MessageCodec;
import dev.workerkit.WorkerException;
import dev.workerkit.channel.queue.DocumentWriter;
import dev.workerkit.channel.queue.QueueDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

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
    private final QueueDirectory toWorker;
    private final ControlPage outboundPage;
    private final Outbound outbound;
    private final ListeningLine line;
    private final Doorbell doorbell;
    private final Intake intake;
    private final ChannelEnd end;
    private volatile Optional<Consumer<List<Parcel>>> reclaimer = Optional.empty();

    private MasterChannel(
            ChannelFiles files,
            ChannelSpec spec,
            MessageCodec codec,
            QueueDirectory toWorker,
            ControlPage outboundPage,
            Outbound outbound) {
        super(codec);
        this.files = files;
        this.spec = spec;
        this.toWorker = toWorker;
        this.outboundPage = outboundPage;
        this.outbound = outbound;
        this.line = new ListeningLine();
        this.doorbell = new Doorbell(line);
        this.intake = new Intake(doorbell);
        this.end = new ChannelEnd(outbound, intake, doorbell);
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
     * Creates the files of a channel.
     *
     * @param directory exists, for this channel alone, accessible to this user alone, and in shared
     *     memory: {@code /dev/shm}
     * @param codec encodes and decodes on this side
     * @throws WorkerException if they can't be created
     */
    public static MasterChannel create(Path directory, ChannelSpec spec, MessageCodec codec) {
        ChannelFiles files = new ChannelFiles(directory);
        try {
            QueueDirectory queue = files.createToWorker(spec);
            DocumentWriter writer = queue.openWriter(null);
            Start start = new Start(queue.nextDocument(writer, 0), 0);
            ControlPage page = ControlPage.create(files.toWorkerPage(), start);
            return new MasterChannel(
                    files, spec, codec, queue, page, new Outbound(page, queue, spec, writer));
        } catch (IOException e) {
            throw new WorkerException("Can't create a channel in " + directory + ": " + e, e);
        }
    }

    /**
     * Makes ready for an incarnation, before it is spawned.
     *
     * @throws WorkerException if its files can't be created
     */
    public void attach(int incarnation) {
        try {
            QueueDirectory queue = files.createFromWorker(incarnation, spec);
            QueueDocument first;
            try (DocumentWriter writer = queue.openWriter(null)) {
                first = queue.nextDocument(writer, 0);
            }
            ControlPage page =
                    ControlPage.create(files.fromWorkerPage(incarnation), new Start(first, 0));
            // A receiver deletes the files that it is through with, unless it is killed before.
            toWorker.deleteFilesBefore(outboundPage.start().document());
            line.listen(files.doorbell(incarnation));
            intake.add(
                    new Inbound(page, queue, spec.isAcknowledged()),
                    incarnation,
                    () -> files.deleteFromWorker(incarnation));
        } catch (IOException e) {
            throw new WorkerException(
                    "Can't prepare the channel in " + files.root() + ": " + e.getMessage(), e);
        }
        doorbell.wakeAll();
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
     * @param taker is given it in the order in which it was sent, by the thread that calls {@link
     *     #detach} or {@link #end}, before another incarnation can receive; it must not wait
     */
    public void reclaimTo(Consumer<List<Parcel>> taker) {
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
        Remains remains = new Remains(outboundPage, toWorker, spec.isAcknowledged());
        Optional<Consumer<List<Parcel>>> taker = reclaimer;
        if (taker.isPresent()) {
            List<Parcel> parcels = remains.takeAll();
            outbound.outstanding(0);
            taker.get().accept(parcels);
        } else if (spec.isAcknowledged()) {
            outbound.outstanding(remains.count());
        }
    }

    /** Ends the channel and deletes its files, even if messages are left. No process uses them. */
    public void discard() {
        intake.discard("the channel was discarded");
        end.close();
        doorbell.close();
        files.deleteAll();
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
