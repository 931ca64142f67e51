package dev.workerkit;

/** The worker that performed a task threw an exception; the worker itself goes on. */
public class TaskFailedException extends WorkerException {

    private static final long serialVersionUID = 1L;

    private final String worker;

    /**
     * Tells who failed and why.
     *
     * @param worker the worker's name
     * @param reason what it threw, as text
     */
    public TaskFailedException(String worker, String reason) {
        super("Worker '" + worker + "' failed at a task: " + reason);
        this.worker = worker;
    }

    /** The name of the worker that performed the task. */
    public String worker() {
        return worker;
    }
}
