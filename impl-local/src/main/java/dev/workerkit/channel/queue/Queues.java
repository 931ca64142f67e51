package dev.workerkit.channel.queue;

import java.nio.file.Path;
import net.openhft.chronicle.core.time.TimeProvider;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;

/** Opens Chronicle queues in the one way that this package uses them. */
final class Queues {

    static {
        ChronicleProperties.set();
        JdkInternals.open();
    }

    private Queues() {}

    static SingleChronicleQueue open(Path directory, QueueGeometry geometry, TimeProvider time) {
        return SingleChronicleQueueBuilder.binary(directory)
                .blockSize(geometry.blockBytes())
                .rollCycle(DocumentRoll.INSTANCE)
                .timeProvider(time)
                .build();
    }

    /** The cycle of an index as a logical time. */
    static long millisOf(long index) {
        return (long) DocumentRoll.INSTANCE.toCycle(index) * DocumentRoll.CYCLE_MILLIS;
    }
}
