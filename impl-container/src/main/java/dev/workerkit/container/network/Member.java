package dev.workerkit.container.network;

import dev.workerkit.container.engine.Container;
import dev.workerkit.container.engine.ContainerState;
import dev.workerkit.container.engine.NotFoundException;
import java.util.OptionalLong;

/**
 * An incarnation of a worker whose first process is there.
 *
 * @param container of it
 * @param pid of its first process, on this machine; another's once it has ended
 */
record Member(Container container, long pid) {

    /** Whether its process is still its own. */
    boolean isThere() {
        try {
            ContainerState state = container.inspect();
            return state.pid().equals(OptionalLong.of(pid));
        } catch (NotFoundException e) {
            return false;
        }
    }
}
