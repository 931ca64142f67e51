package dev.workerkit.remote;

import dev.workerkit.WorkerStatus;
import dev.workerkit.worker.RawWorker;
import dev.workerkit.worker.WorkerContext;
import java.time.Duration;
import java.util.List;

/** Answers questions, and tells that it was stopped. */
public final class Talkative implements RawWorker {

    @Override
    public void run(WorkerContext context) throws Exception {
        context.onQuery(() -> new WorkerStatus("well", List.of()));
        context.onCommand("twice", argument -> List.of(argument, argument));
        context.awaitStop(Duration.ofMinutes(5));
        System.out.println("I was stopped");
    }
}
