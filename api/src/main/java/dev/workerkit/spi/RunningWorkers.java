package dev.workerkit.spi;

import dev.workerkit.ExecSpec;
import dev.workerkit.Execution;
import java.util.List;

/**
 * The workers that run now, of all masters and not only of this process: for operators, who look
 * into one (WRK-EXEC-005). Looking changes nothing. May be used by many threads.
 */
public interface RunningWorkers extends AutoCloseable {

    /**
     * Those that run now, sorted by id.
     *
     * @throws dev.workerkit.WorkerException if that can't be found out
     */
    List<RunningWorker> list();

    /**
     * Runs a command inside a worker: among its processes, in its file system and network, as its
     * user.
     *
     * @throws dev.workerkit.IllegalLifecycleException if it does not run any more, or is paused
     * @throws dev.workerkit.SpecException if there is no such program in the worker
     */
    Execution exec(RunningWorker worker, ExecSpec command);

    /** Gives back what it holds, and ends the commands that it runs. */
    @Override
    void close();
}
