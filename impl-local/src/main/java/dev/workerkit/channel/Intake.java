package dev.workerkit.channel;

import dev.workerkit.BytesHandler;
import dev.workerkit.ChannelClosedException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * All that one end receives: the queue of each sender in turn, the next one when the one before is
 * complete and drained. Any number of threads may use it.
 */
final class Intake {

    /** A sender's queue. */
    private static final class Source {
        final Inbound inbound;
        final @Nullable Runnable dispose;
        boolean complete;

        Source(Inbound inbound, @Nullable Runnable dispose) {
            this.inbound = inbound;
            this.dispose = dispose;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Source> sources = new ArrayDeque<>();
    private final Doorbell doorbell;

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
     * @param dispose is run when it is drained or discarded; null for nothing to do
     */
    void add(Inbound inbound, @Nullable Runnable dispose) {
        lock.lock();
        try {
            complete();
            sources.add(new Source(inbound, dispose));
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more is sent into the queues that are there. */
    void complete() {
        lock.lock();
        try {
            for (Source source : sources) {
                source.complete = true;
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
            while (!sources.isEmpty()) {
                dropFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    private void dropFirst() {
        Source source = sources.removeFirst();
        source.inbound.release();
        if (source.dispose != null) {
            source.dispose.run();
        }
    }

    /**
     * Gives the handler the next message if there is one.
     *
     * @throws ChannelClosedException if none will ever come
     */
    boolean take(BytesHandler handler) {
        Inbound inbound;
        SharedMemory memory;
        int offset;
        int length;
        long taken;
        lock.lock();
        try {
            inbound = takeFromFirst();
            if (inbound == null) {
                return false;
            }
            memory = inbound.memory();
            memory.retain();
            offset = inbound.payloadOffset();
            length = inbound.payloadLength();
            taken = inbound.taken();
        } finally {
            lock.unlock();
        }
        // The handler runs without the lock: it may take long, and may use the channel itself.
        try {
            ringForRoom(inbound.page(), taken);
            ByteBuffer view = memory.borrowView(offset, length);
            try {
                handler.onMessage(view);
            } finally {
                memory.returnView(view);
            }
        } finally {
            memory.release();
        }
        return true;
    }

    private void ringForRoom(ControlPage page, long taken) {
        if (page.claimRingForSender(taken)) {
            doorbell.ring();
        }
    }

    /** The queue from which a message was taken, or null if there is none now. */
    private @Nullable Inbound takeFromFirst() {
        while (true) {
            if (stopped != null) {
                throw new ChannelClosedException("Nothing more is received: " + stopped);
            }
            Source source = sources.peekFirst();
            if (source == null) {
                throwIfEnded();
                return null;
            }
            boolean last = source.complete || source.inbound.isClosed();
            if (source.inbound.take()) {
                return source.inbound;
            }
            if (!last) {
                return null;
            }
            if (sources.size() == 1) {
                throwIfEnded();
                if (source.inbound.isClosed()) {
                    throw new ChannelClosedException(
                            "The other side has closed the channel, and all was received");
                }
                return null;
            }
            dropFirst();
        }
    }

    private void throwIfEnded() {
        if (ended != null) {
            throw new ChannelClosedException("The channel has ended: " + ended);
        }
    }

    /** Asks the senders to ring when there is a message. */
    void announceWaiting() {
        lock.lock();
        try {
            // All of them, as the first may turn out to be drained and the next one is looked at.
            for (Source source : sources) {
                source.inbound.page().receiverWaits();
            }
        } finally {
            lock.unlock();
        }
    }
}
