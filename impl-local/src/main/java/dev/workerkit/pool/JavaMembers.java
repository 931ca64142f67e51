package dev.workerkit.pool;

import dev.workerkit.ChannelSpec;
import dev.workerkit.Launch;
import dev.workerkit.MessageCodec;

/** What a pool has to know of the Java classes that a runtime runs as its workers. */
public interface JavaMembers {

    /**
     * Whether the class answers tasks.
     *
     * @throws dev.workerkit.SpecException if it can't be loaded
     */
    boolean performTasks(Launch.JavaWorker launch);

    /**
     * The codec of their channels, as the workers will find it.
     *
     * @throws dev.workerkit.SpecException if there is no such codec
     */
    MessageCodec codec(ChannelSpec channel);
}
