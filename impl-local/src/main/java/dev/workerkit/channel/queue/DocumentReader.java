package dev.workerkit.channel.queue;

import java.nio.file.Path;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;
import org.jspecify.annotations.Nullable;

/** The reading end of a queue. Not thread-safe. */
public final class DocumentReader implements AutoCloseable {

    private final SingleChronicleQueue queue;
    private final ExcerptTailer tailer;

    private DocumentReader(SingleChronicleQueue queue) {
        this.queue = queue;
        this.tailer = queue.createTailer();
    }

    /** Opens a queue to read the documents after this one. */
    public static DocumentReader openAfter(
            Path directory, QueueGeometry geometry, QueueDocument document) {
        long millis = Queues.millisOf(document.index());
        DocumentReader reader = new DocumentReader(Queues.open(directory, geometry, () -> millis));
        if (!reader.tailer.moveToIndex(document.index()) || reader.next() == null) {
            reader.close();
            throw new IllegalStateException(
                    "The queue " + directory + " has no document " + document);
        }
        return reader;
    }

    /** The next document, or null if there is none yet. */
    public @Nullable QueueDocument next() {
        try (DocumentContext document = tailer.readingDocument()) {
            if (!document.isPresent()) {
                return null;
            }
            return new QueueDocument(
                    document.index(),
                    tailer.currentFile().getName(),
                    document.wire().bytes().readPosition());
        }
    }

    @Override
    public void close() {
        tailer.close();
        queue.close();
    }
}
