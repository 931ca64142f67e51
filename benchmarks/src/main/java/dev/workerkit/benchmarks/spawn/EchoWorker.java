package dev.workerkit.benchmarks.spawn;

import dev.workerkit.worker.EventedWorker;
import dev.workerkit.worker.WorkerContext;

/** Sends back what it receives. */
public final class EchoWorker implements EventedWorker {

    /** Made by the kit. */
    public EchoWorker() {}

    @Override
    public void onMessage(Object message, WorkerContext context) {
        context.channel().send(message);
    }
}
