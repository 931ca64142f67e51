package dev.workerkit.tck.threads;

import dev.workerkit.DesiredState;
import dev.workerkit.RestartDecision;
import dev.workerkit.RestartHistory;
import dev.workerkit.RestartIntensity;
import dev.workerkit.RestartPolicy;
import dev.workerkit.WorkerDeath;
import dev.workerkit.WorkerExit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;

/** What a worker's policy and its operators have to know of its lives. */
final class Past {

    private static final int DEATHS = 10;

    private final RestartPolicy policy;
    private final List<WorkerDeath> deaths = new ArrayList<>();
    private final List<Long> counted = new ArrayList<>();
    private int failedStarts;
    private int restarts;
    private Instant spawned = Instant.MIN;
    private OptionalLong readySince = OptionalLong.empty();

    Past(RestartPolicy policy) {
        this.policy = policy;
    }

    /** Limits and delays begin anew. */
    void forget() {
        failedStarts = 0;
        restarts = 0;
        counted.clear();
    }

    /** A life begins, which counts as a start unless the worker is merely renewed. */
    void spawned(boolean counts) {
        spawned = Instant.now();
        readySince = OptionalLong.empty();
        if (counts) {
            count(RestartIntensity.Counts.STARTS);
        }
    }

    void ready() {
        readySince = OptionalLong.of(System.nanoTime());
        failedStarts = 0;
    }

    RestartDecision decide(WorkerExit exit, DesiredState desired) {
        long now = System.nanoTime();
        RestartDecision decision =
                policy.decide(
                        exit,
                        desired,
                        new RestartHistory(
                                readySince.isPresent(),
                                uptime(),
                                failedStarts,
                                restarts,
                                counted.stream().map(at -> Duration.ofNanos(now - at)).toList()),
                        ThreadLocalRandom.current().nextDouble());
        if (decision instanceof RestartDecision.Restart) {
            startsAgain();
        }
        return decision;
    }

    private void startsAgain() {
        if (readySince.isEmpty()) {
            failedStarts++;
            return;
        }
        restarts = isStable() ? 1 : restarts + 1;
        count(RestartIntensity.Counts.RESTARTS);
    }

    /** It was replaced and not at fault; if it had run long enough its delays begin anew. */
    void renewed() {
        if (isStable()) {
            restarts = 0;
        }
    }

    private boolean isStable() {
        return uptime().compareTo(policy.delay().resetAfter()) >= 0;
    }

    private Duration uptime() {
        return readySince.isPresent()
                ? Duration.ofNanos(System.nanoTime() - readySince.getAsLong())
                : Duration.ZERO;
    }

    private void count(RestartIntensity.Counts what) {
        if (policy.intensity().counts() == what) {
            counted.add(System.nanoTime());
        }
    }

    void died(int incarnation, WorkerExit exit, String cause) {
        deaths.add(
                new WorkerDeath(
                        incarnation,
                        spawned,
                        Instant.now(),
                        readySince.isPresent(),
                        exit,
                        cause,
                        List.of()));
        if (deaths.size() > DEATHS) {
            deaths.remove(0);
        }
    }

    List<WorkerDeath> deaths() {
        return List.copyOf(deaths);
    }
}
