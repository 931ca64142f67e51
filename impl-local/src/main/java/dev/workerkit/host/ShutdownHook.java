package dev.workerkit.host;

import java.util.concurrent.CountDownLatch;

/**
 * Where SIGTERM can't be handled, the JVM shuts down when it comes: this keeps it from doing so
 * before the unit of work in hand is done.
 */
final class ShutdownHook extends Thread {

    private final Master master;
    private final CountDownLatch done;
    private final Thread worker;

    private ShutdownHook(Master master, CountDownLatch done, Thread worker) {
        super("workerkit-shutdown");
        this.master = master;
        this.done = done;
        this.worker = worker;
    }

    /** To be called by the worker's own thread. */
    static void install(Master master, CountDownLatch done) {
        Runtime.getRuntime()
                .addShutdownHook(new ShutdownHook(master, done, Thread.currentThread()));
    }

    @Override
    public void run() {
        if (workerShutsDown()) {
            return;
        }
        boolean toldBefore = master.wishes().stopRequested();
        master.stopBySignal();
        try {
            done.await();
        } catch (InterruptedException e) {
            return;
        }
        if (toldBefore) {
            Runtime.getRuntime().halt(master.wishes().exitCode(false));
        }
    }

    /** Whether there is no signal, but the worker's own thread called {@code System.exit}. */
    private boolean workerShutsDown() {
        for (StackTraceElement frame : worker.getStackTrace()) {
            if (frame.getClassName().equals("java.lang.Shutdown")) {
                return true;
            }
        }
        return false;
    }
}
