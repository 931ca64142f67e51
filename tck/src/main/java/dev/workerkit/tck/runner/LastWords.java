package dev.workerkit.tck.runner;

import dev.workerkit.tck.fork.ExitCall;
import dev.workerkit.tck.report.ConformanceReport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What is said when a runtime ends the JVM of a vendor's tests: who did it; and the report, as far
 * as it got. Nothing can be said when it is halted or crashes.
 */
final class LastWords {

    private final Supplier<ConformanceReport> end;
    private final Consumer<ConformanceReport> report;
    private final Thread hook = new Thread(this::say, "tck last words");

    private LastWords(Supplier<ConformanceReport> end, Consumer<ConformanceReport> report) {
        this.end = end;
        this.report = report;
    }

    /**
     * Waits for the end of the JVM until all is {@link #over}.
     *
     * @param end ends what is running
     * @param report takes what is known then
     */
    static LastWords of(Supplier<ConformanceReport> end, Consumer<ConformanceReport> report) {
        LastWords words = new LastWords(end, report);
        Runtime.getRuntime().addShutdownHook(words.hook);
        return words;
    }

    /** The report is written. */
    void over() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is shutting down, and all is said.
        }
    }

    private void say() {
        ExitCall.current().ifPresent(this::say);
    }

    private void say(ExitCall call) {
        System.err.printf(
                "This JVM is ended by %s, on the thread '%s', while the TCK runs in it."
                        + " ./workerkit tck run --classpath goes on after that.%n",
                call.caller().orElse("System.exit"), call.thread());
        report.accept(end.get());
    }
}
