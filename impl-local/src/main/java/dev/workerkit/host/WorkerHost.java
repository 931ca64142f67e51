package dev.workerkit.host;

/**
 * The main class of the process of a worker that is a Java class.
 *
 * <p>{@link LaunchFile#VARIABLE} names the file that says what to run, and {@code
 * WORKERKIT_CONTROL} the socket of the control protocol. The program's arguments mean nothing; the
 * master puts the worker's name and class there for those who list processes, and for a head start:
 * the class is loaded while the rest comes up, unless the further word {@link #HOOKS_FIRST} says that
 * hooks of stage 1 come before it.
 *
 * <p>The process ends with 0 when the worker is done or was told to stop by its master, with 143
 * when only SIGTERM asked it to end, with the code that the worker chose, with 1 when it threw
 * something or should be replaced and has no connection to say so, with 2 when the launch can't be meant, and as
 * {@link MemoryEnd} says when memory ran out.
 */
public final class WorkerHost {

    /** Follows the name of the worker's class if that must not be loaded before the hooks have run. */
    public static final String HOOKS_FIRST = "hooks-first";

    /** Where the master puts the name of the worker's class. */
    private static final int CLASS = 1;

    private WorkerHost() {}

    /** Runs the worker; never returns. */
    public static void main(String[] arguments) {
        if (arguments.length == CLASS + 1) {
            new Thread("workerkit-class-loading") {
                @Override
                public void run() {
                    load(arguments[CLASS]);
                }
            }.start();
        }
        new Host().run();
    }

    /**
     * Runs a worker as {@link #main} does, but returns when it is done: all that a worker needs is
     * loaded then, and the process may go on as another one.
     */
    public static void rehearse() throws InterruptedException {
        new Host().rehearse();
    }

    private static void load(String className) {
        try {
            Class.forName(className, false, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            // The host will meet the same, and tell.
        }
    }
}
