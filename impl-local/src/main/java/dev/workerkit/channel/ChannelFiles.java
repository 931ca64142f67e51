package dev.workerkit.channel;

import dev.workerkit.ChannelSpec;
import java.nio.file.Path;

/**
 * The files of a channel.
 *
 * <pre>
 *   ROOT, private to the runtime
 *     bell          the next one, until it can be connected to
 *     bell-1        the socket that incarnation 1 connects to; it appears last
 *     attached-1    which queues that incarnation sends into and receives from
 *   QUEUES, the same folder, or that of a durable channel
 *     to-1/         a queue to the worker, one for each master
 *     to-1.page     its control page; without it the queue is unfinished, or being deleted
 *     from-2/       a queue from the worker, one for each incarnation
 *     from-2.page   its control page
 *     master.lock   of a durable channel: held by the master while it lives
 *     worker.lock   the same for the worker's process
 * </pre>
 *
 * <p>Each sender has a queue of its own, in which nobody but it has ever written; so no queue must
 * be repaired after a sender that died. The queues are numbered in the order of their making.
 *
 * @param root where sockets go
 * @param queues where messages go
 */
record ChannelFiles(Path root, Path queues) {

    static final String TO_WORKER = "to-";
    static final String FROM_WORKER = "from-";

    static ChannelFiles of(Path root, ChannelSpec spec) {
        return new ChannelFiles(root, spec.directory().orElse(root));
    }

    Path doorbell(int incarnation) {
        return root.resolve("bell-" + incarnation);
    }

    Path attachment(int incarnation) {
        return root.resolve("attached-" + incarnation);
    }

    Path masterLock() {
        return queues.resolve("master.lock");
    }

    Path workerLock() {
        return queues.resolve("worker.lock");
    }
}
