package dev.workerkit.tck.sabotage.worker;

import dev.workerkit.worker.TaskWorker;
import dev.workerkit.worker.WorkerContext;
import java.util.List;

/** A task worker that runs another. */
public abstract class TaskAccomplice implements TaskWorker {

    private final TaskWorker inside;

    /** Around a worker of this class, made with these arguments. */
    protected TaskAccomplice(String className, List<Object> arguments) {
        inside = Accomplice.inside(TaskWorker.class, className, arguments);
    }

    @Override
    public void initialize(WorkerContext context) throws Exception {
        inside.initialize(context);
    }

    @Override
    public Object perform(Object task, WorkerContext context) throws Exception {
        return inside.perform(task, context);
    }

    @Override
    public void terminate(WorkerContext context) throws Exception {
        inside.terminate(context);
    }

    @Override
    public Class<?> taskType() {
        return inside.taskType();
    }
}
