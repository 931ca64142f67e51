package dev.workerkit.tck.harness;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One process of a harness. */
final class HarnessProcess {

    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final Process process;
    private final Outbox outbox;
    private final Complaints complaints;
    private final CompletableFuture<Void> complained = new CompletableFuture<>();

    /** Starts one; what it complains of goes to the TCK's standard error. */
    HarnessProcess(Harness harness) throws IOException {
        process =
                new ProcessBuilder("/bin/sh", "-c", "exec " + harness.line())
                        .directory(harness.folder().toFile())
                        .start();
        outbox = new Outbox(process.getOutputStream());
        complaints = new Complaints("[harness] ", System.err);
        inBackground("writes", outbox::write);
        inBackground(
                "complains",
                () -> {
                    complaints.read(process.getErrorStream());
                    complained.complete(null);
                });
    }

    void inBackground(String what, Runnable body) {
        Thread thread = new Thread(body, "harness " + process.pid() + " " + what);
        thread.setDaemon(true);
        thread.start();
    }

    InputStream output() {
        return process.getInputStream();
    }

    Outbox outbox() {
        return outbox;
    }

    long pid() {
        return process.pid();
    }

    /** Runs this so long after it has ended. */
    void afterEnd(Duration delay, Runnable deed) {
        process.onExit()
                .thenRunAsync(
                        deed,
                        CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Its exit code, if it ends within the time. */
    OptionalInt exitCode(Duration within) {
        try {
            return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)
                    ? OptionalInt.of(process.exitValue())
                    : OptionalInt.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }

    /** What it complained of last; of a dead one, to the end. */
    List<String> lastWords() {
        if (!process.isAlive()) {
            complained.completeOnTimeout(null, LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS).join();
        }
        return complaints.last();
    }

    /** With all that descends from it: nobody is left to end that in order. */
    void kill() {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }
}
