package dev.workerkit.tck.sabotage.worker;

import dev.workerkit.worker.RawWorker;
import dev.workerkit.worker.WorkerContext;
import java.util.List;

/** A raw worker that runs another. */
public abstract class RawAccomplice implements RawWorker {

    private final RawWorker inside;

    /** Around a worker of this class, made with these arguments. */
    protected RawAccomplice(String className, List<Object> arguments) {
        inside = Accomplice.inside(RawWorker.class, className, arguments);
    }

    @Override
    public void run(WorkerContext context) throws Exception {
        inside.run(context);
    }
}
