package dev.workerkit.channel;

import dev.workerkit.ChannelSpec;
import dev.workerkit.MessageTooLargeException;
import dev.workerkit.SendResult;
import dev.workerkit.WorkerException;
import dev.workerkit.channel.queue.DocumentWriter;
import dev.workerkit.channel.queue.QueueDocument;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The sending half of one direction. Any number of threads may use it. */
final class Outbound {

    private final ReentrantLock lock = new ReentrantLock();
    private final ControlPage page;
    private final QueueDirectory queue;
    private final int maxMessageBytes;
    private final int capacityBytes;

    /** The documents that a receiver may still begin with, the oldest first. */
    private final Deque<Start> starts = new ArrayDeque<>();

    private @Nullable Ahead<DocumentWriter> writer;
    private SharedMemory memory;
    private Extents extents;
    private int end;
    private int position;

    /** Where in the first document it is time to think of the next one. */
    private final int openWriterAt;

    /** Bytes of frames sent, ever. */
    private long sent;

    /** What the receiver had taken when last looked at. */
    private long takenSeen;

    private volatile boolean closed;

    /**
     * Sends into a queue from this start on, where nothing has been sent yet.
     *
     * @param writer null to open one before the document is full
     */
    Outbound(
            ControlPage page,
            QueueDirectory queue,
            ChannelSpec spec,
            Start start,
            @Nullable DocumentWriter writer) {
        this.page = page;
        this.queue = queue;
        this.maxMessageBytes = spec.maxMessageBytes();
        this.capacityBytes = spec.capacityBytes();
        this.writer = writer == null ? null : Ahead.opened(writer, DocumentWriter::close);
        this.memory = queue.map(start.document());
        this.extents = queue.extentsOf(start.document());
        this.end = queue.frameBytesOf(start.document());
        this.openWriterAt = end / 8;
        this.sent = start.base();
        starts.add(start);
    }

    /** Appends a message if there is room for it. The receiver is not yet woken. */
    SendResult offer(ByteBuffer message) {
        int length = message.remaining();
        if (length > maxMessageBytes) {
            throw new MessageTooLargeException(length, maxMessageBytes);
        }
        lock.lock();
        try {
            if (closed) {
                return SendResult.CLOSED;
            }
            if (sent - takenSeen + length > capacityBytes) {
                takenSeen = page.taken();
                if (sent - takenSeen + length > capacityBytes) {
                    return SendResult.FULL;
                }
            }
            append(message, length);
            return SendResult.SENT;
        } finally {
            lock.unlock();
        }
    }

    private void append(ByteBuffer message, int length) {
        int size = FrameDescriptor.frameBytes(length);
        // There is always room left for the frame that ends the document.
        if (position + size + FrameDescriptor.PAYLOAD_OFFSET > end) {
            turnToNextDocument();
        }
        if (position + size + FrameDescriptor.PAYLOAD_OFFSET > extents.ready()) {
            reserve(position + size + FrameDescriptor.PAYLOAD_OFFSET);
        }
        memory.put(position + FrameDescriptor.PAYLOAD_OFFSET, message);
        memory.putInt(position + FrameDescriptor.TYPE_OFFSET, FrameDescriptor.MESSAGE);
        memory.putIntRelease(
                position + FrameDescriptor.LENGTH_OFFSET, FrameDescriptor.PAYLOAD_OFFSET + length);
        position += size;
        sent += size;
        if (position > openWriterAt) {
            beginToOpenWriter();
        }
    }

    private void reserve(int offset) {
        int from = extents.ready();
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
        memory.touch(Math.min(from, end - 1));
    }

    private void turnToNextDocument() {
        QueueDocument document = queue.nextDocument(openWriter(), sent);
        SharedMemory next = queue.map(document);
        Extents nextExtents = queue.extentsOf(document);
        memory.putInt(position + FrameDescriptor.TYPE_OFFSET, FrameDescriptor.END);
        // Only now, so that a receiver that sees the end will find the successor.
        memory.putIntRelease(
                position + FrameDescriptor.LENGTH_OFFSET, FrameDescriptor.PAYLOAD_OFFSET);
        releaseDocument();
        memory = next;
        extents = nextExtents;
        end = queue.frameBytesOf(document);
        position = 0;
        starts.add(new Start(document, sent));
        forgetTaken();
    }

    private void beginToOpenWriter() {
        if (writer == null) {
            QueueDocument last = starts.getLast().document();
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

    private void forgetTaken() {
        long taken = page.taken();
        while (starts.size() > 1 && second().base() <= taken) {
            starts.removeFirst();
        }
    }

    private Start second() {
        Iterator<Start> iterator = starts.iterator();
        iterator.next();
        return iterator.next();
    }

    /** Where a receiver begins that goes on where the last one, which is gone, has stopped. */
    Start startForNextReceiver() {
        lock.lock();
        try {
            forgetTaken();
            Start start = starts.getFirst();
            // A receiver deletes the files that it is through with, unless it is killed before.
            queue.deleteFilesBefore(start.document());
            return start;
        } finally {
            lock.unlock();
        }
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
                releaseDocument();
            }
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        return closed;
    }

    private void releaseDocument() {
        memory.release();
        try {
            extents.close();
        } catch (IOException e) {
            throw new WorkerException("Can't close a file of the queue in " + queue.path(), e);
        }
    }
}
