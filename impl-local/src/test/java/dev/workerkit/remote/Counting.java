package dev.workerkit.remote;

import dev.workerkit.worker.EventedWorker;
import dev.workerkit.worker.WorkerContext;

/** Counts to the number that it is given; if that is negative, it dies on the spot then. */
public final class Counting implements EventedWorker {

    static final int DIED = 9;

    @Override
    public void onMessage(Object message, WorkerContext context) {
        int number = Integer.parseInt(message.toString());
        for (int i = 1; i <= Math.abs(number); i++) {
            context.channel().send(i);
        }
        if (number < 0) {
            Runtime.getRuntime().halt(DIED);
        }
    }
}
