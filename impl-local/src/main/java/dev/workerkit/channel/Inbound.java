package dev.workerkit.channel;

import dev.workerkit.WorkerException;
import dev.workerkit.channel.queue.DocumentReader;
import dev.workerkit.channel.queue.QueueDocument;
import org.jspecify.annotations.Nullable;

/**
 * The receiving half of one direction: a cursor over the frames of a queue. Not thread-safe: {@link
 * Intake} guards it.
 */
final class Inbound {

    private final ControlPage page;
    private final QueueDirectory queue;
    private QueueDocument document;
    private SharedMemory memory;
    private @Nullable Ahead<DocumentReader> reader;
    private int position;

    /** Where in the first document it is time to think of the next one. */
    private final int openReaderAt;

    /** Bytes of frames taken, ever. */
    private long taken;

    private int payloadOffset;
    private int payloadLength;

    /** Receives from this start on what has not been taken yet. */
    Inbound(ControlPage page, QueueDirectory queue, Start start) {
        this.page = page;
        this.queue = queue;
        this.document = start.document();
        this.memory = queue.map(document);
        this.taken = page.taken();
        this.position = (int) (taken - start.base());
        this.openReaderAt = queue.frameBytesOf(document) / 8;
        page.receiverIsAwake();
    }

    /**
     * Takes the next message: from now on it counts as received, whatever becomes of it. It lies in
     * {@link #memory} until the next call.
     */
    boolean take() {
        int length;
        while (true) {
            length = memory.getIntAcquire(position + FrameDescriptor.LENGTH_OFFSET);
            if (length == 0) {
                return false;
            }
            if (memory.getInt(position + FrameDescriptor.TYPE_OFFSET) == FrameDescriptor.MESSAGE) {
                break;
            }
            if (!turnToNextDocument()) {
                return false;
            }
        }
        payloadOffset = position + FrameDescriptor.PAYLOAD_OFFSET;
        payloadLength = length - FrameDescriptor.PAYLOAD_OFFSET;
        int size = FrameDescriptor.frameBytes(payloadLength);
        position += size;
        taken += size;
        page.taken(taken);
        if (position > openReaderAt) {
            beginToOpenReader();
        }
        return true;
    }

    private void beginToOpenReader() {
        if (reader == null) {
            QueueDocument current = document;
            reader = Ahead.open(() -> queue.openReaderAfter(current), DocumentReader::close);
        }
    }

    private DocumentReader openReader() {
        beginToOpenReader();
        try {
            return reader.get();
        } catch (WorkerException e) {
            // The next one to receive tries again.
            reader = null;
            throw e;
        }
    }

    private boolean turnToNextDocument() {
        QueueDocument next = queue.nextDocument(openReader());
        if (next == null) {
            return false;
        }
        SharedMemory nextMemory = queue.map(next);
        memory.release();
        memory = nextMemory;
        position = 0;
        if (!next.file().equals(document.file())) {
            queue.deleteFileOf(document);
        }
        document = next;
        return true;
    }

    /** Where the message lies that was taken last. */
    SharedMemory memory() {
        return memory;
    }

    int payloadOffset() {
        return payloadOffset;
    }

    int payloadLength() {
        return payloadLength;
    }

    long taken() {
        return taken;
    }

    ControlPage page() {
        return page;
    }

    /** Whether the sender sends nothing more; there may be messages left. */
    boolean isClosed() {
        return page.isClosed();
    }

    /** Gives everything back. The files stay. */
    void release() {
        memory.release();
        if (reader != null) {
            reader.close();
        }
    }
}
