package dev.workerkit.container;

import dev.workerkit.ExecSpec;
import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.WorkerState;
import dev.workerkit.container.engine.ConflictException;
import dev.workerkit.container.engine.Container;
import dev.workerkit.container.engine.Engine;
import dev.workerkit.container.engine.NotFoundException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The commands that were begun in containers and have not ended. */
final class Executions implements AutoCloseable {

    private final Set<ContainerExecution> open = ConcurrentHashMap.newKeySet();

    /**
     * Begins one.
     *
     * @param worker whose container it is, by name
     * @throws dev.workerkit.SpecException if there is no such program in it
     * @throws IllegalLifecycleException if it does not run, or is paused
     */
    ContainerExecution begin(Engine engine, Container container, ExecSpec command, String worker) {
        try {
            ContainerExecution begun = ContainerExecution.begin(engine, container, command);
            open.add(begun);
            begun.exitCode().whenComplete((code, thrown) -> open.remove(begun));
            return begun;
        } catch (NotFoundException e) {
            throw notRunning(worker);
        } catch (ConflictException e) {
            throw isPaused(container) ? paused(worker) : notRunning(worker);
        }
    }

    private static boolean isPaused(Container container) {
        try {
            return container.inspect().paused();
        } catch (NotFoundException e) {
            return false;
        }
    }

    private static IllegalLifecycleException paused(String worker) {
        return new IllegalLifecycleException(
                worker, "run a command in", WorkerState.PAUSED, "have its master resume it first");
    }

    static IllegalLifecycleException notRunning(String worker) {
        return new IllegalLifecycleException(
                worker, "run a command in", WorkerState.STOPPED, "look again which workers run");
    }

    /** Their container has ended: none of them waits for a reader any more. */
    void release() {
        open.forEach(ContainerExecution::release);
    }

    @Override
    public void close() {
        open.forEach(ContainerExecution::close);
    }
}
