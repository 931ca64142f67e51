package dev.workerkit.container;

/** The labels of all that is made in an engine, by which it is found again. */
public final class WorkerLabels {

    /** The token of the runtime that made it. */
    public static final String RUNTIME = "dev.workerkit.runtime";

    /** The id of the machine of that runtime. */
    public static final String HOST = "dev.workerkit.host";

    /** The runtime's directory on that machine: while it is there and locked its master lives. */
    public static final String DIRECTORY = "dev.workerkit.directory";

    /** What the path of that directory means: see {@link FileView}. */
    public static final String VIEW = "dev.workerkit.view";

    /** The worker's id. */
    public static final String WORKER = "dev.workerkit.worker";

    /** The worker's name. */
    public static final String NAME = "dev.workerkit.name";

    /** The number of the worker's incarnation. */
    public static final String INCARNATION = "dev.workerkit.incarnation";

    /** The address of a shared worker, which belongs to no runtime. */
    public static final String SHARED = "dev.workerkit.shared";

    /** The token of the runtime that started a shared worker. */
    public static final String STARTER = "dev.workerkit.starter";

    private WorkerLabels() {}
}
