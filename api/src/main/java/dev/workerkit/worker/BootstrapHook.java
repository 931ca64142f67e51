package dev.workerkit.worker;

/**
 * What an application does in the process of a worker, before the worker's class is loaded, before an
 * object of it is made, or before that runs; a {@code BootstrapProfile} names it. It is a public class
 * with a public constructor without parameters.
 */
@FunctionalInterface
public interface BootstrapHook {

    /**
     * Called once in each process, by the thread that will run the worker. One that throws fails the
     * start, and what it threw is in the worker's log (WRK-BOOT-002).
     */
    void run(BootstrapContext context) throws Exception;
}
