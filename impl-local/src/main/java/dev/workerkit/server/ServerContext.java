package dev.workerkit.server;

import dev.workerkit.WorkerId;
import dev.workerkit.worker.EventLoop;
import dev.workerkit.worker.Peer;
import dev.workerkit.worker.SharedWorkerContext;
import java.util.List;

/** What the handler is given. */
record ServerContext(SharedLaunch launch, EventLoop eventLoop, Peers connected, Runnable stop)
        implements SharedWorkerContext {

    @Override
    public WorkerId id() {
        return launch.id();
    }

    @Override
    public String name() {
        return launch.name();
    }

    @Override
    public String address() {
        return launch.address().toString();
    }

    @Override
    public List<Peer> peers() {
        return connected.all();
    }

    @Override
    public void stopCurrent() {
        stop.run();
    }
}
