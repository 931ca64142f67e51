package dev.workerkit.launch;

import dev.workerkit.worker.EventedWorker;
import dev.workerkit.worker.WorkerContext;
import java.util.List;
import java.util.Map;

/** What the worker runs from whose classes the archive is made: it answers messages of all kinds. */
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
}
