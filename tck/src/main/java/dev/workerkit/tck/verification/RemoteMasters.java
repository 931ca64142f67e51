package dev.workerkit.tck.verification;

import dev.workerkit.WorkerAddress;

/** Masters in processes of their own at one address; there is always one that waits for its turn. */
final class RemoteMasters implements AutoCloseable {

    private final SharedStage stage;
    private final WorkerAddress address;
    private RemoteMaster spare;

    RemoteMasters(SharedStage stage, WorkerAddress address) {
        this.stage = stage;
        this.address = address;
        spare = RemoteMaster.of(stage, address);
    }

    WorkerAddress address() {
        return address;
    }

    /** One that is not connected yet. */
    RemoteMaster next() {
        RemoteMaster next = spare;
        spare = RemoteMaster.of(stage, address);
        return next;
    }

    @Override
    public void close() {
        spare.close();
    }
}
