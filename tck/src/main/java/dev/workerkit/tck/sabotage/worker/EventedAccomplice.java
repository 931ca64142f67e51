package dev.workerkit.tck.sabotage.worker;

import dev.workerkit.worker.EventedWorker;
import dev.workerkit.worker.WorkerContext;
import java.util.List;

/** An evented worker that runs another. */
public abstract class EventedAccomplice implements EventedWorker {

    private final EventedWorker inside;

    /** Around a worker of this class, made with these arguments. */
    protected EventedAccomplice(String className, List<Object> arguments) {
        inside = Accomplice.inside(EventedWorker.class, className, arguments);
    }

    @Override
    public void initialize(WorkerContext context) throws Exception {
        inside.initialize(context);
    }

    @Override
    public void onMessage(Object message, WorkerContext context) throws Exception {
        inside.onMessage(message, context);
    }

    @Override
    public void terminate(WorkerContext context) throws Exception {
        inside.terminate(context);
    }

    @Override
    public Class<?> messageType() {
        return inside.messageType();
    }
}
