package dev.workerkit.engine;

import dev.workerkit.LogLine;
import dev.workerkit.WorkerDeath;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A worker as the engine holds it. Changed by the engine's thread alone; the snapshot and the flag
 * may be read by any.
 */
final class Supervised {

    private static final int DEATHS = 10;

    final WorkerId id;
    final String name;
    final WorkerSpec spec;
    final Supervision policy;
    final Workplace workplace;
    final Goals goals = new Goals(this::lastWords);

    final Timers.Slots timers = new Timers.Slots();

    private Condition condition = Condition.INITIAL;
    private Instant since;
    private Instant spawned;
    private Optional<Instant> nextStart = Optional.empty();
    private List<String> waitsFor = List.of();
    private Optional<String> statusText = Optional.empty();
    private volatile List<WorkerDeath> deaths = List.of();
    private volatile WorkerSnapshot snapshot;
    private volatile boolean removed;

    Supervised(WorkerId id, String name, WorkerSpec spec, Workplace workplace, Instant now) {
        this.id = id;
        this.name = name;
        this.spec = spec;
        this.policy = Supervision.of(spec);
        this.workplace = workplace;
        this.since = now;
        this.spawned = now;
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

    /**
     * Takes on a condition.
     *
     * @param startsAt when it will be started again, if it waits for that
     * @param unready what it depends on and waits for
     */
    void become(Condition after, Instant now, Optional<Instant> startsAt, List<String> unready) {
        if (after.state() != condition.state()) {
            since = now;
            nextStart = startsAt;
        }
        if (after.waiting()) {
            // The delay is over; nobody knows when the wait will be.
            nextStart = Optional.empty();
        }
        if (after.incarnation() != condition.incarnation()) {
            statusText = Optional.empty();
            spawned = now;
        }
        waitsFor = unready;
        condition = after;
        snapshot = picture();
    }

    /** Its incarnation has ended, and this is what is about to become of it. */
    void died(Step.Taken step, Instant now, List<LogLine> lastLines) {
        List<WorkerDeath> all = new ArrayList<>(deaths);
        all.add(
                new WorkerDeath(
                        condition.incarnation(),
                        spawned,
                        now,
                        condition.readySince().isPresent(),
                        step.after().lastExit().orElseThrow(),
                        step.cause(),
                        lastLines));
        deaths = List.copyOf(all.subList(Math.max(0, all.size() - DEATHS), all.size()));
    }

    /** It waits for these now. */
    void waitsFor(List<String> unready) {
        if (!unready.isEmpty() && !unready.equals(waitsFor)) {
            waitsFor = unready;
            snapshot = picture();
        }
    }

    /** Whether it has ended and is not to be started. */
    boolean isAtRest() {
        return condition.state().isTerminal() && !condition.waiting();
    }

    List<WorkerDeath> deaths() {
        return deaths;
    }

    /** Of an incarnation, if that has ended: one that was not spawned has said nothing. */
    private List<LogLine> lastWords(int incarnation) {
        return deaths.stream()
                .filter(death -> death.incarnation() == incarnation)
                .findFirst()
                .map(WorkerDeath::lastLines)
                .orElse(List.of());
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
                nextStart,
                waitsFor,
                condition.forbidden(),
                statusText);
    }
}
