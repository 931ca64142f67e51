package dev.workerkit.channel;

import dev.workerkit.BytesHandler;
import dev.workerkit.ChannelClosedException;
import dev.workerkit.MessageCodec;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * All that one end receives: the queue of each sender in turn, the next one when the one before is
 * complete and drained. Any number of threads may use it.
 */
final class Intake {

    private final ReentrantLock lock = new ReentrantLock();
    private final Doorbell doorbell;

    /** Those to receive from, in order. */
    private final Deque<Source> sources = new ArrayDeque<>();

    /** Those of which all was delivered and not all was acknowledged. */
    private final List<Source> unsettled = new ArrayList<>();

    /** Whether a sender is still to come after those that are there, who all are closed. */
    private boolean successorComes;

    /** Why nothing follows after what is there; null while more may come. */
    private @Nullable String ended;

    /** Why nothing is received at all any more; null while it may be. */
    private @Nullable String stopped;

    Intake(Doorbell doorbell) {
        this.doorbell = doorbell;
    }

    /**
     * Appends a queue; all before are complete.
     *
     * @param sender see {@link Received#sender}
     * @param dispose is run when all of it is dealt with; null for nothing to do
     */
    void add(Inbound inbound, int sender, @Nullable Runnable dispose) {
        lock.lock();
        try {
            complete();
            sources.add(new Source(inbound, sender, dispose));
            successorComes = false;
        } finally {
            lock.unlock();
        }
        // A receiver before may have died without ringing.
        ringForRoom(inbound.page(), inbound.settled());
    }

    /**
     * Another queue will follow those that are there: that their senders have closed them is not the
     * end of the channel.
     */
    void expectSuccessor() {
        lock.lock();
        try {
            successorComes = true;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more is sent into the queues that are there. */
    void complete() {
        lock.lock();
        try {
            for (Source source : sources) {
                source.complete();
            }
            // But for the last, which tells how it all ended.
            while (sources.size() > 1 && sources.getFirst().isDone()) {
                sources.removeFirst().release();
            }
        } finally {
            lock.unlock();
        }
    }

    /** No queue follows; what is there can still be received. */
    void end(String why) {
        lock.lock();
        try {
            complete();
            if (ended == null) {
                ended = why;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Receives nothing more, even if there are messages. The queues stay as they are. */
    void stop(String why) {
        lock.lock();
        try {
            if (stopped == null) {
                stopped = why;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Receives nothing more and gives everything back. */
    void discard(String why) {
        lock.lock();
        try {
            stop(why);
            unsettled.addAll(sources);
            sources.clear();
            for (Source source : unsettled) {
                source.release();
            }
            unsettled.clear();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives the handler the next message if there is one. It is acknowledged when the handler is
     * done.
     *
     * @throws ChannelClosedException if none will ever come
     */
    boolean take(BytesHandler handler) {
        Source source;
        Segment segment;
        int frame;
        ByteBuffer view;
        long settled;
        lock.lock();
        try {
            source = next();
            if (source == null) {
                return false;
            }
            Inbound inbound = source.inbound();
            segment = inbound.segment();
            segment.memory().retain();
            frame = inbound.frame();
            view = segment.memory().borrowView(inbound.messageOffset(), inbound.messageLength());
            settled = inbound.settled();
        } finally {
            lock.unlock();
        }
        // The handler runs without the lock: it may take long, and may use the channel itself.
        try {
            if (!source.inbound().isAcknowledged()) {
                ringForRoom(source.inbound().page(), settled);
            }
            handler.onMessage(view);
        } finally {
            segment.memory().returnView(view);
            segment.memory().release();
            acknowledge(source, segment, frame);
        }
        return true;
    }

    /**
     * The next message if there is one, to be acknowledged later.
     *
     * @throws ChannelClosedException if none will ever come
     */
    @Nullable Received take(MessageCodec codec) {
        Source source;
        Received received;
        long settled;
        lock.lock();
        try {
            source = next();
            if (source == null) {
                return null;
            }
            Inbound inbound = source.inbound();
            received =
                    new Received(
                            FrameKind.of(FrameDescriptor.kind(inbound.type())),
                            inbound.correlation(),
                            source.sender(),
                            FrameDescriptor.attempts(inbound.type()),
                            inbound.segment()
                                    .memory()
                                    .get(inbound.messageOffset(), inbound.messageLength()),
                            codec,
                            new Place(source, inbound.segment(), inbound.frame()));
            settled = inbound.settled();
        } finally {
            lock.unlock();
        }
        if (!source.inbound().isAcknowledged()) {
            ringForRoom(source.inbound().page(), settled);
        }
        return received;
    }

    /** Where a message lies that waits to be acknowledged. */
    private final class Place implements Received.Origin {

        private final Source source;
        private final Segment segment;
        private final int frame;

        Place(Source source, Segment segment, int frame) {
            this.source = source;
            this.segment = segment;
            this.frame = frame;
        }

        @Override
        public boolean acknowledge() {
            return Intake.this.acknowledge(source, segment, frame);
        }
    }

    /** Returns whether that was or had been noted: it can't be when the queue was given back. */
    private boolean acknowledge(Source source, Segment segment, int frame) {
        Inbound inbound = source.inbound();
        if (!inbound.isAcknowledged()) {
            return true;
        }
        long settled;
        lock.lock();
        try {
            if (source.isReleased()) {
                return false;
            }
            inbound.acknowledge(segment, frame);
            settled = inbound.settled();
            if (inbound.isSettled() && unsettled.remove(source)) {
                source.release();
            }
        } finally {
            lock.unlock();
        }
        ringForRoom(inbound.page(), settled);
        return true;
    }

    private void ringForRoom(ControlPage page, long settled) {
        if (page.claimRingForSender(settled)) {
            doorbell.ring();
        }
    }

    /** The queue from which a message was taken, or null if there is none now. */
    private @Nullable Source next() {
        while (true) {
            if (stopped != null) {
                throw new ChannelClosedException("Nothing more is received: " + stopped);
            }
            Source source = sources.peekFirst();
            if (source == null) {
                throwIfEnded();
                return null;
            }
            boolean last = source.isComplete();
            if (source.inbound().take()) {
                return source;
            }
            if (!last) {
                return null;
            }
            if (sources.size() == 1) {
                throwIfEnded();
                if (isOver(source)) {
                    throw new ChannelClosedException(
                            "The other side has closed the channel, and all was received");
                }
                return null;
            }
            leaveFirst();
        }
    }

    /** It is drained; of what it has delivered some may still have to be acknowledged. */
    private void leaveFirst() {
        Source source = sources.removeFirst();
        if (source.inbound().isSettled()) {
            source.release();
        } else {
            unsettled.add(source);
        }
    }

    private boolean isOver(Source source) {
        return source.inbound().isClosed() && !successorComes;
    }

    private void throwIfEnded() {
        if (ended != null) {
            throw new ChannelClosedException("The channel has ended: " + ended);
        }
    }

    /** Whether taking may give a message now, or tell that none will ever come. */
    boolean isReady() {
        lock.lock();
        try {
            if (stopped != null || ended != null) {
                return true;
            }
            for (Source source : sources) {
                if (!source.inbound().isDrained() || isOver(source)) {
                    return true;
                }
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Asks the senders to ring when there is a message. */
    void announceWaiting() {
        lock.lock();
        try {
            // All of them, as the first may turn out to be drained and the next one is looked at.
            for (Source source : sources) {
                source.inbound().page().receiverWaits();
            }
        } finally {
            lock.unlock();
        }
    }
}
