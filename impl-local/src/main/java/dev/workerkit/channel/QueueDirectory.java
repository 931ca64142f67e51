package dev.workerkit.channel;

import dev.workerkit.WorkerException;
import dev.workerkit.channel.queue.DocumentWriter;
import dev.workerkit.channel.queue.QueueDocument;
import dev.workerkit.channel.queue.QueueGeometry;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The queue of one direction on disk: its files, and how they are opened. */
class QueueDirectory {

    private final Path path;
    private final QueueGeometry geometry;

    /** The queue in this folder, which need not be there yet. */
    QueueDirectory(Path path, QueueGeometry geometry) {
        this.path = path;
        this.geometry = geometry;
    }

    Path path() {
        return path;
    }

    /** Opens the queue to append to it, after this document if it has any. */
    DocumentWriter openWriter(@Nullable QueueDocument last) {
        return attempt("write", () -> DocumentWriter.open(path, geometry, last));
    }

    QueueDocument nextDocument(DocumentWriter writer, long base) {
        QueueDocument next = attempt("extend", () -> writer.next(base));
        try {
            FolderOwner.give(path.resolve(next.file()));
        } catch (IOException e) {
            throw failure("extend", e);
        }
        return next;
    }

    /** How many bytes the frames of a document may take. */
    int frameBytesOf(QueueDocument document) {
        return (int) (end(document) - FrameDescriptor.firstFrame(document.offset()));
    }

    /** Maps the frames of a document. */
    SharedMemory map(QueueDocument document) {
        try {
            return SharedMemory.map(
                    path.resolve(document.file()),
                    FrameDescriptor.firstFrame(document.offset()),
                    frameBytesOf(document));
        } catch (IOException e) {
            throw failure("map", e);
        }
    }

    /**
     * Sets memory aside for the frames of a document.
     *
     * @param used how much of it has memory already
     */
    Extents extentsOf(QueueDocument document, int used) {
        return new Extents(
                path.resolve(document.file()),
                FrameDescriptor.firstFrame(document.offset()),
                end(document),
                used);
    }

    private long end(QueueDocument document) {
        return document.offset() + geometry.documentBytes();
    }

    /** Deletes the file of a document that is done with, unless the next one lies in it, too. */
    void deleteFileOf(QueueDocument done, QueueDocument next) {
        if (done.file().equals(next.file())) {
            return;
        }
        try {
            Files.deleteIfExists(path.resolve(done.file()));
        } catch (IOException e) {
            throw failure("shorten", e);
        }
    }

    /** Deletes the files of all other documents. */
    void deleteFilesBut(Set<QueueDocument> kept) {
        Set<String> names = kept.stream().map(QueueDocument::file).collect(Collectors.toSet());
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "*.cq4")) {
            for (Path file : files) {
                if (!names.contains(file.getFileName().toString())) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw failure("shorten", e);
        }
    }

    /** Has Chronicle work, which an interrupt must not break off. */
    private <T extends @Nullable Object> T attempt(String what, Supplier<T> work) {
        boolean interrupted = Thread.interrupted();
        try {
            return work.get();
        } catch (RuntimeException | InternalError e) {
            // A full file system is an InternalError: a memory access failed.
            throw failure(what, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
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
