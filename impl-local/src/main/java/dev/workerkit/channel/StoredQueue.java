package dev.workerkit.channel;

import dev.workerkit.ChannelSpec;
import dev.workerkit.channel.queue.DocumentWriter;
import dev.workerkit.channel.queue.QueueDocument;
import dev.workerkit.channel.queue.QueueGeometry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The queue of one sender: its documents and its control page, which says how they are divided. */
record StoredQueue(QueueDirectory directory, ControlPage page) {

    private static final String PAGE = ".page";

    /** Makes a queue with one document. It counts as there when it is complete. */
    static StoredQueue create(Path path, ChannelSpec spec) throws IOException {
        QueueGeometry geometry =
                QueueGeometry.of(
                        FrameDescriptor.documentBytes(spec.maxMessageBytes()),
                        spec.capacityBytes());
        QueueDirectory directory = new QueueDirectory(path, geometry);
        Files.createDirectory(path);
        QueueDocument first;
        try (DocumentWriter writer = directory.openWriter(null)) {
            first = directory.nextDocument(writer, 0);
        }
        FolderOwner.giveWithFiles(path);
        return new StoredQueue(
                directory,
                ControlPage.create(
                        pageOf(path),
                        geometry.blockBytes(),
                        // The files of a durable one are written once, so that a reader of them
                        // who knows Chronicle finds them in order.
                        spec.directory().isEmpty(),
                        new Start(first, 0)));
    }

    static StoredQueue open(Path path) throws IOException {
        ControlPage page = ControlPage.open(pageOf(path));
        return new StoredQueue(
                new QueueDirectory(path, new QueueGeometry(page.blockBytes())), page);
    }

    static boolean isThere(Path path) {
        return Files.exists(pageOf(path));
    }

    private static Path pageOf(Path path) {
        return path.resolveSibling(path.getFileName() + PAGE);
    }

    String name() {
        return directory.path().getFileName().toString();
    }

    /** What lies in it; only while there is no receiver. */
    Remains remains(boolean acknowledged) {
        return new Remains(this, acknowledged);
    }

    void delete() {
        // The page first, so that whoever comes across the rest knows it for what it is.
        Deletion.of(pageOf(directory.path()));
        Deletion.of(directory.path());
    }
}
