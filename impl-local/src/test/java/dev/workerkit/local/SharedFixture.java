package dev.workerkit.local;

import dev.workerkit.worker.Peer;
import dev.workerkit.worker.SharedWorkerContext;
import dev.workerkit.worker.SharedWorkerHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A shared worker that notes its starts in a file, and answers each message with its process. */
final class SharedFixture implements SharedWorkerHandler {

    private final Path starts;

    SharedFixture(Path starts) {
        this.starts = starts;
    }

    @Override
    public void initialize(SharedWorkerContext context) throws Exception {
        Files.writeString(
                starts,
                ProcessHandle.current().pid() + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    @Override
    public void onMessage(Object message, Peer peer) {
        peer.send(ProcessHandle.current().pid());
    }
}
