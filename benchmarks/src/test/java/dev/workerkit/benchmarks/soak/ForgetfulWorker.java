package dev.workerkit.benchmarks.soak;

import dev.workerkit.worker.WorkerContext;

/** Answers some with what was not asked. */
public final class ForgetfulWorker extends SoakWorker {

    private static final int SOME = 50;

    private int count;

    /** With the same arguments. */
    public ForgetfulWorker(String pause, String work) {
        super(pause, work);
    }

    @Override
    public Object perform(Object task, WorkerContext context) {
        count++;
        return count % SOME == 0 ? "what?" : super.perform(task, context);
    }
}
