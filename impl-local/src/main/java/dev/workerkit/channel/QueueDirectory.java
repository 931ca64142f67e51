package dev.workerkit.channel;

import dev.workerkit.ChannelSpec;
import dev.workerkit.WorkerException;
import dev.workerkit.channel.queue.DocumentReader;
import dev.workerkit.channel.queue.DocumentWriter;
import dev.workerkit.channel.queue.QueueDocument;
import dev.workerkit.channel.queue.QueueGeometry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The queue of one direction on disk: its files, and how they are opened. */
record QueueDirectory(Path path, QueueGeometry geometry) {

    static QueueDirectory of(Path path, ChannelSpec spec) {
        return new QueueDirectory(
                path,
                QueueGeometry.of(
                        FrameDescriptor.documentBytes(spec.maxMessageBytes()),
                        spec.capacityBytes()));
    }

    DocumentWriter openWriter(@Nullable QueueDocument last) {
        return attempt("write", () -> DocumentWriter.open(path, geometry, last));
    }

    DocumentReader openReaderAfter(QueueDocument document) {
        return attempt("read", () -> DocumentReader.openAfter(path, geometry, document));
    }

    QueueDocument nextDocument(DocumentWriter writer, long base) {
        return attempt("extend", () -> writer.next(base));
    }

    /** Maps the frames of a document. */
    SharedMemory map(QueueDocument document) {
        long first = FrameDescriptor.firstFrame(document.offset());
        long end = document.offset() + geometry.documentBytes();
        return attempt(
                "map",
                () -> SharedMemory.map(path.resolve(document.file()), first, (int) (end - first)));
    }

    /** Sets memory aside for the frames of a document, in a mapping of this length. */
    Extents extentsOf(QueueDocument document) {
        long first = FrameDescriptor.firstFrame(document.offset());
        long end = document.offset() + geometry.documentBytes();
        return attempt("extend", () -> Extents.open(path.resolve(document.file()), first, end));
    }

    void deleteFileOf(QueueDocument document) {
        try {
            Files.deleteIfExists(path.resolve(document.file()));
        } catch (IOException e) {
            throw failure("shorten", e);
        }
    }

    private <T> T attempt(String what, Uninterrupted.Work<T> work) {
        try {
            return Uninterrupted.run(work);
        } catch (IOException | UncheckedIOException | IllegalStateException | InternalError e) {
            // Chronicle reports a full file system as the InternalError of a failed memory access.
            throw failure(what, e);
        }
    }

    private WorkerException failure(String what, Throwable cause) {
        return new WorkerException(
                "Can't "
                        + what
                        + " the channel's queue in "
                        + path
                        + ": "
                        + cause
                        + "; is its file system full, or was the directory removed?",
                cause);
    }
}
