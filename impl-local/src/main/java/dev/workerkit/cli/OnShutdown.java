package dev.workerkit.cli;

/** What is done when a signal ends this process, until that is taken back. */
final class OnShutdown {

    private final Thread hook;

    private OnShutdown(Thread hook) {
        this.hook = hook;
    }

    static OnShutdown run(Runnable action) {
        Thread hook = new Thread(action, "on-signal");
        Runtime.getRuntime().addShutdownHook(hook);
        return new OnShutdown(hook);
    }

    /** False if it is being done already. */
    boolean takeBack() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }
}
