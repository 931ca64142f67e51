package dev.workerkit.tck.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM: the run ends early, and its report is still written. As a JVM that is shut
 * down by a signal would exit with the signal's code, it is halted with that of an inconclusive
 * run.
 */
final class Interruption {

    private static final Duration REPORTING = Duration.ofSeconds(30);

    private final Runnable interrupt;
    private final CountDownLatch reported = new CountDownLatch(1);
    private final Thread hook = new Thread(this::end, "tck interruption");

    private Interruption(Runnable interrupt) {
        this.interrupt = interrupt;
    }

    /** Calls this at Ctrl-C and SIGTERM, and waits until all is {@link #over}. */
    static Interruption by(Runnable interrupt) {
        Interruption interruption = new Interruption(interrupt);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** The report is written. */
    void over() {
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
            boolean inTime = reported.await(REPORTING.toSeconds(), TimeUnit.SECONDS);
            Runtime.getRuntime().halt(inTime ? Tck.INCONCLUSIVE : Tck.FAULT);
        } catch (InterruptedException e) {
            Runtime.getRuntime().halt(Tck.FAULT);
        }
    }
}
