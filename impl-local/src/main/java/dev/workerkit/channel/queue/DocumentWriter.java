package dev.workerkit.channel.queue;

import java.nio.file.Path;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;
import org.jspecify.annotations.Nullable;

/**
 * The writing end of a queue: publishes empty documents one after the other. Not thread-safe; a
 * queue has one writer at a time.
 */
public final class DocumentWriter implements AutoCloseable {

    private final QueueGeometry geometry;
    private final SingleChronicleQueue queue;
    private final ExcerptAppender appender;
    private long millis;

    private DocumentWriter(Path directory, QueueGeometry geometry, long millis) {
        this.geometry = geometry;
        this.millis = millis;
        this.queue = Queues.open(directory, geometry, () -> this.millis);
        this.appender = queue.createAppender();
    }

    /**
     * Opens a queue to append to it.
     *
     * @param last its last document, or null if it has none
     */
    public static DocumentWriter open(
            Path directory, QueueGeometry geometry, @Nullable QueueDocument last) {
        return new DocumentWriter(
                directory,
                geometry,
                last == null ? 0 : Queues.millisOf(last.index()) + DocumentRoll.CYCLE_MILLIS);
    }

    /**
     * Publishes a document of zeros, whose first eight bytes are the given number. Its memory is
     * not touched beyond these.
     */
    public QueueDocument next(long first) {
        long offset;
        DocumentContext document = appender.writingDocument();
        try {
            Bytes<?> bytes = document.wire().bytes();
            offset = bytes.writePosition();
            bytes.writeLong(first);
            bytes.writeSkip(geometry.documentBytes() - Long.BYTES);
        } catch (RuntimeException | Error e) {
            // Closing would publish what there is of it.
            document.rollbackOnClose();
            throw e;
        } finally {
            document.close();
        }
        millis += DocumentRoll.CYCLE_MILLIS;
        return new QueueDocument(
                appender.lastIndexAppended(), appender.currentFile().getName(), offset);
    }

    @Override
    public void close() {
        appender.close();
        queue.close();
    }
}
