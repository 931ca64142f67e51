package dev.workerkit.tck.sabotage.worker;

import dev.workerkit.worker.WorkerContext;
import java.util.ArrayList;
import java.util.List;

/** Deals with what comes again only after the message behind it. */
public final class Postponing extends EventedAccomplice {

    private final List<Object> postponed = new ArrayList<>();

    /** Around a worker of this class, made with these arguments. */
    public Postponing(String className, List<Object> arguments) {
        super(className, arguments);
    }

    @Override
    public void onMessage(Object message, WorkerContext context) throws Exception {
        if (context.redelivered()) {
            postponed.add(message);
            return;
        }
        super.onMessage(message, context);
        for (Object late : postponed) {
            super.onMessage(late, new ContextWithAttempts(context, 1));
        }
        postponed.clear();
    }
}
