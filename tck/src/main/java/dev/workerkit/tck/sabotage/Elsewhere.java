package dev.workerkit.tck.sabotage;

import dev.workerkit.SharedWorker;
import dev.workerkit.WorkerAddress;
import dev.workerkit.tck.forwarding.ForwardingSharedWorker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** A shared worker that listens elsewhere, and says that it is where it was asked to be. */
class Elsewhere extends ForwardingSharedWorker {

    private static final AtomicInteger PLACES = new AtomicInteger();

    private final WorkerAddress asked;

    Elsewhere(SharedWorker worker, WorkerAddress asked) {
        super(worker);
        this.asked = asked;
    }

    /** An address of the same kind that nobody knows, another each time. */
    static WorkerAddress beside(WorkerAddress address) {
        if (address instanceof WorkerAddress.Unix unix) {
            Path path = unix.path();
            String name = path.getFileName() + "~" + PLACES.incrementAndGet();
            return new WorkerAddress.Unix(path.resolveSibling(name));
        }
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new WorkerAddress.Tcp("127.0.0.1", free.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException("There is no free port", e);
        }
    }

    @Override
    public WorkerAddress address() {
        return asked;
    }
}
