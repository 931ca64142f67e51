package dev.workerkit.tck.selftest;

import dev.workerkit.tck.examiner.Verification;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Trials on their way, each lane a thread that lets one after the other go on by a step. */
final class Trials {

    private final Docket docket;
    private final int lanes;
    private final Consumer<Trial> step;
    private volatile @Nullable Throwable fault;

    /** Lets these go on by this step, which runs what is next of a trial, until all are over. */
    Trials(Collection<Trial> trials, int lanes, Consumer<Trial> step) {
        this.docket = new Docket(trials);
        this.lanes = lanes;
        this.step = step;
    }

    /** Returns when all are over. */
    void run() {
        List<Thread> threads = new ArrayList<>();
        for (int lane = 1; lane <= lanes; lane++) {
            Thread thread = new Thread(this::follow, "tck selftest lane " + lane);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            docket.close();
        }
        if (fault != null) {
            throw new IllegalStateException("The selftest itself failed", fault);
        }
    }

    private void follow() {
        try {
            Optional<Trial> next = docket.next();
            while (next.isPresent()) {
                Trial trial = next.orElseThrow();
                Verification verification = trial.next().orElseThrow();
                step.accept(trial);
                docket.wentOn(trial, verification);
                next = docket.next();
            }
        } catch (RuntimeException | Error | InterruptedException e) {
            fault = e;
            docket.close();
        }
    }
}
