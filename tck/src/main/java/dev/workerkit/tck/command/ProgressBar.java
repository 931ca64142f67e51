package dev.workerkit.tck.command;

import dev.workerkit.tck.Durations;
import dev.workerkit.tck.conformance.RunListener;
import dev.workerkit.tck.examiner.Verification;
import dev.workerkit.tck.registry.Area;
import dev.workerkit.tck.report.ConformanceReport;
import dev.workerkit.tck.report.Verdict;
import dev.workerkit.tck.report.VerificationResult;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** For people at a terminal: one line, drawn again and again, and a line for each failure. */
final class ProgressBar implements RunListener {

    private static final int CELLS = 24;
    static final String START_OF_LINE = "\r\u001b[K";

    private final Terminal terminal;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    body -> {
                        Thread thread = new Thread(body, "tck progress");
                        thread.setDaemon(true);
                        return thread;
                    });
    private final long start = System.nanoTime();
    private int total;
    private int done;
    private int failed;
    private String area = "";

    ProgressBar(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public synchronized void begins(int verifications) {
        total = verifications;
        clock.scheduleAtFixedRate(this::draw, 0, 200, TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void verifies(Area next, Verification verification) {
        area = next.title();
    }

    @Override
    public synchronized void verified(Verification verification, VerificationResult result) {
        done++;
        if (result.verdict() == Verdict.FAILED || result.verdict() == Verdict.ERROR) {
            failed++;
            terminal.out().println(START_OF_LINE + ProgressLines.failure(terminal, result));
        }
        draw();
    }

    @Override
    public synchronized void ends(ConformanceReport report) {
        clock.shutdownNow();
        terminal.out().print(START_OF_LINE);
        terminal.out().flush();
    }

    private synchronized void draw() {
        if (clock.isShutdown()) {
            return;
        }
        int filled = total == 0 ? 0 : Math.min(CELLS, CELLS * done / total);
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
        String line =
                "["
                        + "=".repeat(filled)
                        + ".".repeat(CELLS - filled)
                        + "] "
                        + done
                        + "/"
                        + total
                        + "  "
                        + (seconds == 0 ? "0 s" : Durations.text(Duration.ofSeconds(seconds)))
                        + "  "
                        + (failed > 0 ? failed + " failed  " : "")
                        + area;
        // A line that wraps could not be drawn again.
        terminal.out()
                .print(
                        START_OF_LINE
                                + line.substring(0, Math.min(line.length(), terminal.width() - 1)));
        terminal.out().flush();
    }
}
