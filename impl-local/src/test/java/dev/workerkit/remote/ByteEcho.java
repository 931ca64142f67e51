package dev.workerkit.remote;

import dev.workerkit.worker.RawWorker;
import dev.workerkit.worker.WorkerContext;

/** Sends back what it receives. */
public final class ByteEcho implements RawWorker {

    @Override
    public void run(WorkerContext context) {
        while (true) {
            context.channel().send(context.channel().receive());
        }
    }
}
