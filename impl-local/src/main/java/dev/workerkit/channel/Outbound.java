package dev.workerkit.channel;

import dev.workerkit.ChannelSpec;
import dev.workerkit.MessageTooLargeException;
import dev.workerkit.SendResult;
import dev.workerkit.WorkerException;
import dev.workerkit.channel.queue.DocumentWriter;
import dev.workerkit.channel.queue.QueueDocument;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The sending half of one direction. Any number of threads may use it. */
final class Outbound {

    private final ReentrantLock lock = new ReentrantLock();
    private final ControlPage page;
    private final QueueDirectory queue;
    private final Mappings mappings;
    private final int maxMessageBytes;
    private final int capacityBytes;

    private @Nullable Ahead<DocumentWriter> writer;
    private Segment segment;
    private QueueDocument newest;
    private Extents extents;
    private int end;

    /** Up to where it can be written without waiting for memory. */
    private int prepared;

    /** Up to where there is nothing from an earlier use. */
    private int cleared;

    private int position;

    /** Where in the first document it is time to think of the next one. */
    private final int openWriterAt;

    /** Bytes of frames sent, ever. */
    private long sent;

    /** Messages sent of which it is not known that they were acknowledged before. */
    private long sentMessages;

    /** What the receiver had taken when last looked at. */
    private long takenSeen;

    private volatile boolean refusing;
    private volatile boolean closed;

    /** Sends into a queue in which nothing has been sent yet. */
    Outbound(StoredQueue stored, ChannelSpec spec) {
        this.page = stored.page();
        this.queue = stored.directory();
        this.maxMessageBytes = spec.maxMessageBytes();
        this.capacityBytes = spec.capacityBytes();
        Start start = page.start();
        this.mappings = new Mappings(queue, page.recycles() ? ControlPage.MOST_OFFERS : 0);
        this.segment = mappings.map(start);
        this.newest = start.document();
        this.extents = queue.extentsOf(start.document(), 0);
        this.end = queue.frameBytesOf(start.document());
        this.cleared = end;
        this.openWriterAt = end / 8;
        this.sent = start.base();
    }

    /**
     * Appends a message if there is room for it. The receiver is not yet woken.
     *
     * @param type of the frame, with the attempts made before
     * @param correlation for the types that have one
     */
    SendResult offer(int type, long correlation, ByteBuffer message) {
        int length = message.remaining();
        if (length > maxMessageBytes) {
            throw new MessageTooLargeException(length, maxMessageBytes);
        }
        lock.lock();
        try {
            if (refusing || closed) {
                return SendResult.CLOSED;
            }
            if (sent - takenSeen + length > capacityBytes) {
                takenSeen = page.taken();
                if (sent - takenSeen + length > capacityBytes) {
                    return SendResult.FULL;
                }
            }
            append(type, correlation, message);
            return SendResult.SENT;
        } finally {
            lock.unlock();
        }
    }

    private void append(int type, long correlation, ByteBuffer message) {
        int size =
                FrameDescriptor.frameBytes(FrameDescriptor.prefixBytes(type) + message.remaining());
        // There is always room left for the frame that ends the document.
        if (position + size + FrameDescriptor.END_BYTES > end) {
            turnToNextDocument();
        }
        if (position + size + FrameDescriptor.END_BYTES > prepared) {
            prepare(position + size + FrameDescriptor.END_BYTES);
        }
        int next = position + size;
        if (next + Integer.BYTES > cleared) {
            // Before the frame is there, after which the receiver looks for the next one.
            cleared = Math.min(next + Segment.CLEARED_BYTES, prepared);
            segment.clear(next, cleared);
        }
        segment.put(position, type, correlation, message);
        position = next;
        sent += size;
        sentMessages++;
        if (position > openWriterAt) {
            beginToOpenWriter();
        }
    }

    /** Sees to it that there is memory up to there, and that it is part of this process. */
    private void prepare(int offset) {
        try {
            extents.cover(offset);
        } catch (IOException e) {
            throw new WorkerException(
                    "The message was not sent, as there is no memory for it in "
                            + queue.path()
                            + ": "
                            + e.getMessage()
                            + "; make room in its file system",
                    e);
        }
        while (prepared < offset) {
            segment.memory().touch(prepared);
            prepared = Math.min(prepared + Extents.LARGEST_STEP, extents.ready());
        }
    }

    private void turnToNextDocument() {
        Spent spent = page.claim();
        QueueDocument document = spent == null ? makeDocument() : spent.document();
        Segment next = mappings.map(new Start(document, sent));
        Extents nextExtents = queue.extentsOf(document, spent == null ? 0 : spent.usedBytes());
        if (spent != null) {
            next.clear(0, Integer.BYTES);
        }
        // Only now, so that a receiver that sees the end will find the successor.
        segment.end(position, document);
        mappings.keep(segment);
        closeExtents();
        segment = next;
        extents = nextExtents;
        end = queue.frameBytesOf(document);
        prepared = 0;
        cleared = spent == null ? end : 0;
        position = 0;
    }

    private QueueDocument makeDocument() {
        newest = queue.nextDocument(openWriter(), sent);
        return newest;
    }

    private void beginToOpenWriter() {
        if (writer == null) {
            QueueDocument last = newest;
            writer = Ahead.open(() -> queue.openWriter(last), DocumentWriter::close);
        }
    }

    private DocumentWriter openWriter() {
        beginToOpenWriter();
        try {
            return writer.get();
        } catch (WorkerException e) {
            // The next message tries again.
            writer = null;
            throw e;
        }
    }

    /** How many messages were sent and are not acknowledged. */
    long outstanding() {
        lock.lock();
        try {
            return Math.max(0, sentMessages - page.acknowledged());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sets this number right while there is no receiver: the last may have died over it. Nothing is
     * sent while it is counted, or that would be missing.
     */
    void recount(LongSupplier messages) {
        lock.lock();
        try {
            sentMessages = page.acknowledged() + messages.getAsLong();
        } finally {
            lock.unlock();
        }
    }

    /** Runs this while nothing is sent. */
    void pause(Runnable meanwhile) {
        lock.lock();
        try {
            meanwhile.run();
        } finally {
            lock.unlock();
        }
    }

    /** Accepts no message any more; it is closed later. Does not wait. */
    void refuse() {
        refusing = true;
    }

    /** Whether it is on the caller to wake the receiver, after a message or after closing. */
    boolean claimRing() {
        return page.claimRingForReceiver();
    }

    /** Asks the receiver to ring when there is room for a message of this size. */
    void announceWaiting(int length) {
        lock.lock();
        try {
            page.senderWaitsFor(sent + length - capacityBytes);
        } finally {
            lock.unlock();
        }
    }

    /** Sends nothing more, and tells the receiver. What was sent stays for it. */
    void close() {
        lock.lock();
        try {
            if (!closed) {
                page.close();
                release();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Sends nothing more and gives everything back. */
    void release() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                if (writer != null) {
                    writer.close();
                }
                segment.release();
                mappings.release();
                closeExtents();
            }
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        return refusing || closed;
    }

    private void closeExtents() {
        try {
            extents.close();
        } catch (IOException e) {
            throw new WorkerException("Can't close a file of the queue in " + queue.path(), e);
        }
    }
}
