package dev.workerkit.launch;

import dev.workerkit.worker.EventedWorker;
import dev.workerkit.worker.WorkerContext;
import java.util.List;
import java.util.Map;

/**
 * What is run for the sake of what it takes to run a worker, as when the archive of classes is made:
 * it answers messages of all kinds.
 */
public final class Rehearsal implements EventedWorker {

    static final List<Object> MESSAGES =
            List.of(
                    12,
                    "text",
                    List.of(1L << 40, 0.5, true, "more"),
                    Map.of("key", Map.of("inner", List.of(1, 2, 3))),
                    "x".repeat(10_000));

    /** For the host. */
    public Rehearsal() {}

    @Override
    public void onMessage(Object message, WorkerContext context) {
        context.channel().send(message);
    }

    /** For the process may go on. */
    @Override
    public void terminate(WorkerContext context) {
        context.channel().close();
    }
}
