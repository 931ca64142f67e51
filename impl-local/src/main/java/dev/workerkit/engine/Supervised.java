package dev.workerkit.engine;

import dev.workerkit.WorkerId;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import java.time.Instant;
import java.util.Optional;

/**
 * A worker as the engine holds it. Changed by the engine's thread alone; the snapshot and the flag
 * may be read by any.
 */
final class Supervised {

    final WorkerId id;
    final String name;
    final WorkerSpec spec;
    final Supervision policy;
    final Workplace workplace;
    final Goals goals = new Goals();

    private Condition condition = Condition.INITIAL;
    private Instant since;
    private Optional<String> statusText = Optional.empty();
    private volatile WorkerSnapshot snapshot;
    private volatile boolean removed;

    Supervised(WorkerId id, String name, WorkerSpec spec, Workplace workplace, Instant now) {
        this.id = id;
        this.name = name;
        this.spec = spec;
        this.policy = Supervision.of(spec);
        this.workplace = workplace;
        this.since = now;
        this.snapshot = picture();
    }

    Condition condition() {
        return condition;
    }

    WorkerSnapshot snapshot() {
        return snapshot;
    }

    boolean isRemoved() {
        return removed;
    }

    void become(Condition after, Instant now) {
        if (after.state() != condition.state()) {
            since = now;
        }
        if (after.incarnation() != condition.incarnation()) {
            statusText = Optional.empty();
        }
        condition = after;
        snapshot = picture();
    }

    void says(String text) {
        statusText = Optional.of(text);
        snapshot = picture();
    }

    void markRemoved() {
        removed = true;
    }

    private WorkerSnapshot picture() {
        return new WorkerSnapshot(
                id,
                name,
                condition.state(),
                condition.desired(),
                condition.incarnation(),
                condition.pid(),
                since,
                condition.lastExit(),
                statusText);
    }
}
