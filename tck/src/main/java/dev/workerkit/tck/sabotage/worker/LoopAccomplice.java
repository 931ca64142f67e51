package dev.workerkit.tck.sabotage.worker;

import dev.workerkit.worker.LoopWorker;
import dev.workerkit.worker.WorkerContext;
import java.util.List;

/** A loop worker that runs another. */
public abstract class LoopAccomplice implements LoopWorker {

    private final LoopWorker inside;

    /** Around a worker of this class, made with these arguments. */
    protected LoopAccomplice(String className, List<Object> arguments) {
        inside = Accomplice.inside(LoopWorker.class, className, arguments);
    }

    @Override
    public void spinUp(WorkerContext context) throws Exception {
        inside.spinUp(context);
    }

    @Override
    public void loop(WorkerContext context) throws Exception {
        inside.loop(context);
    }

    @Override
    public void spinDown(WorkerContext context) throws Exception {
        inside.spinDown(context);
    }
}
