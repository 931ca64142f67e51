package dev.workerkit.container;

import dev.workerkit.WorkerException;
import dev.workerkit.container.disk.WorkerDisk;
import dev.workerkit.container.network.WorkerNetwork;
import java.util.Optional;

/**
 * What a worker has over all its incarnations, until it is removed.
 *
 * @param network whom it reaches, and who reaches it
 * @param disk its own, if it has one
 */
record Belongings(WorkerNetwork network, Optional<WorkerDisk> disk) implements AutoCloseable {

    /** Says that they will be free soon. */
    void release() {
        disk.ifPresent(WorkerDisk::release);
    }

    /**
     * Lets go of all of it.
     *
     * @throws WorkerException if something stays; the next sweep finds it
     */
    @Override
    public void close() {
        try {
            disk.ifPresent(WorkerDisk::close);
        } finally {
            network.close();
        }
    }
}
