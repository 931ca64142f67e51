package dev.workerkit.container;

/** What is to be done to the end, whatever fails of it. */
public final class Steps {

    private static final System.Logger LOG = System.getLogger(Steps.class.getName());

    private Steps() {}

    /** Runs all, in this order; what fails is told in the log of the master. */
    public static void runAll(String what, Runnable... steps) {
        for (Runnable each : steps) {
            try {
                each.run();
            } catch (RuntimeException | Error e) {
                // Errors too: who runs out of threads or memory must still do the rest.
                LOG.log(System.Logger.Level.WARNING, what, e);
            }
        }
    }
}
