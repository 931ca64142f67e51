package dev.workerkit.channel;

import dev.workerkit.channel.queue.QueueDocument;
import dev.workerkit.channel.queue.QueueGeometry;
import java.nio.file.Path;

/** The documents of a queue in the memory of a {@link ModelledMachine}. */
final class ModelledQueue extends QueueDirectory {

    private static final QueueGeometry GEOMETRY = QueueGeometry.of(1, 1);

    private final ModelledMachine machine;
    private final String name;
    private final Extents extents;

    private ModelledQueue(ModelledMachine machine, String name, Extents extents) {
        super(Path.of(name), GEOMETRY);
        this.machine = machine;
        this.name = name;
        this.extents = extents;
    }

    /** A queue with its page, in which nothing has been sent yet. */
    static StoredQueue of(ModelledMachine machine, String name, Extents extents) {
        return new StoredQueue(
                new ModelledQueue(machine, name, extents),
                ControlPage.fill(
                        new ModelledMemory(machine, name + "'s page "),
                        GEOMETRY.blockBytes(),
                        false,
                        new Start(document(0), 0)));
    }

    /** That of this number; they all lie in one file. */
    static QueueDocument document(int number) {
        return new QueueDocument(number, "", 0);
    }

    @Override
    SharedMemory map(QueueDocument document) {
        return new ModelledMemory(machine, name + "'s frames " + document.index() + "+");
    }

    @Override
    Extents extentsOf(QueueDocument document, int used) {
        return extents;
    }
}
