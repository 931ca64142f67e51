package dev.workerkit.channel;

import dev.workerkit.ChannelSpec;
import dev.workerkit.WorkerException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * The files of a channel in its directory.
 *
 * <pre>
 *   to/         the queue to the worker, for all incarnations
 *   to.page     its control page
 *   from-1/     the queue from incarnation 1
 *   from-1.page its control page
 *   bell-1      the socket that incarnation 1 connects to
 * </pre>
 */
record ChannelFiles(Path root) {

    QueueDirectory createToWorker(ChannelSpec spec) throws IOException {
        QueueDirectory queue = toWorker(spec);
        Files.createDirectory(queue.path());
        return queue;
    }

    QueueDirectory toWorker(ChannelSpec spec) {
        return QueueDirectory.of(root.resolve("to"), spec);
    }

    Path toWorkerPage() {
        return root.resolve("to.page");
    }

    QueueDirectory createFromWorker(int incarnation, ChannelSpec spec) throws IOException {
        QueueDirectory queue = fromWorker(incarnation, spec);
        Files.createDirectory(queue.path());
        return queue;
    }

    QueueDirectory fromWorker(int incarnation, ChannelSpec spec) {
        return QueueDirectory.of(root.resolve("from-" + incarnation), spec);
    }

    Path fromWorkerPage(int incarnation) {
        return root.resolve("from-" + incarnation + ".page");
    }

    Path doorbell(int incarnation) {
        return root.resolve("bell-" + incarnation);
    }

    void deleteFromWorker(int incarnation) {
        delete(root.resolve("from-" + incarnation));
        delete(fromWorkerPage(incarnation));
    }

    /** Deletes everything in the directory, which itself stays. */
    void deleteAll() {
        delete(root);
    }

    private void delete(Path path) {
        try {
            Files.walkFileTree(path, new Deletion());
        } catch (NoSuchFileException e) {
            // It is gone already.
        } catch (IOException e) {
            throw new WorkerException("Can't delete " + path + ": " + e.getMessage(), e);
        }
    }

    private final class Deletion extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
                throws IOException {
            if (e != null) {
                throw e;
            }
            if (!directory.equals(root)) {
                Files.deleteIfExists(directory);
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
