package dev.workerkit.benchmarks.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM: what runs ends early, and its report is still written. As a JVM that is shut
 * down by a signal would exit with the signal's code, it is halted with that of what was seen.
 */
final class Interruption {

    private static final long REPORTING_SECONDS = 90;

    private final Runnable interrupt;
    private final CountDownLatch reported = new CountDownLatch(1);
    private final Thread hook = new Thread(this::end, "interruption");
    private volatile int exitCode = Bench.FAULT;

    private Interruption(Runnable interrupt) {
        this.interrupt = interrupt;
    }

    /** Calls this at Ctrl-C and SIGTERM, and waits until all is {@link #over}. */
    static Interruption by(Runnable interrupt) {
        Interruption interruption = new Interruption(interrupt);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** The report is written, or could not be: the exit code. */
    void over(int code) {
        exitCode = code;
        reported.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is shutting down: the hook is running and halts it.
        }
    }

    private void end() {
        interrupt.run();
        try {
            boolean inTime = reported.await(REPORTING_SECONDS, TimeUnit.SECONDS);
            Runtime.getRuntime().halt(inTime ? exitCode : Bench.FAULT);
        } catch (InterruptedException e) {
            Runtime.getRuntime().halt(Bench.FAULT);
        }
    }
}
