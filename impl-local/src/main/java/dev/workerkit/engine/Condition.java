package dev.workerkit.engine;

import dev.workerkit.DesiredState;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerState;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * All that the lifecycle knows of a worker. Immutable: each change gives another.
 *
 * <p>What the incarnation of this moment brought about, from its process id to its errand, goes
 * with it; the rest stays.
 */
final class Condition {

    static final Condition INITIAL = new Condition(new Fields());

    /** Never changed once a condition holds it. */
    private final Fields fields;

    private Condition(Fields fields) {
        this.fields = fields;
    }

    /** Where it is. */
    WorkerState state() {
        return fields.state;
    }

    /** What is wanted of it. */
    DesiredState desired() {
        return fields.desired;
    }

    /** Whether it is to be started, and waits for those that it depends on. */
    boolean waiting() {
        return fields.waiting;
    }

    /** Why it may not be started or renewed, while it waits for that alone. */
    Optional<String> forbidden() {
        return fields.forbidden;
    }

    /** How often it was spawned. */
    int incarnation() {
        return fields.incarnation;
    }

    /** Its main process while it is live. */
    OptionalLong pid() {
        return fields.pid;
    }

    /** Since when this incarnation is ready, in nanoseconds of a monotonic clock. */
    OptionalLong readySince() {
        return fields.readySince;
    }

    /** How many units of work this incarnation has said that it has done; −1 before the first. */
    long units() {
        return fields.units;
    }

    /** What this incarnation is ended for. */
    Errand errand() {
        return fields.errand;
    }

    /** Why this incarnation is to be replaced as soon as it may be. */
    Optional<String> recycleDue() {
        return fields.recycleDue;
    }

    /** What the last probe of this incarnation has found instead of its being ready. */
    Optional<String> notReadyFor() {
        return fields.notReadyFor;
    }

    /** How its last incarnation ended. */
    Optional<WorkerExit> lastExit() {
        return fields.lastExit;
    }

    /** How often it has died and was started, for the limits. */
    Tries tries() {
        return fields.tries;
    }

    Condition in(WorkerState state) {
        return with(
                changed -> {
                    changed.state = state;
                    changed.pid = state.isLive() ? changed.pid : OptionalLong.empty();
                    // What was to be renewed is about to end, or to rest.
                    changed.forbidden = state.isLive() ? Optional.empty() : changed.forbidden;
                });
    }

    Condition wanted(DesiredState desired) {
        return with(
                changed -> {
                    changed.desired = desired;
                    changed.waiting = false;
                    changed.forbidden = Optional.empty();
                });
    }

    /** Waiting for what it depends on. */
    Condition waitingToStart() {
        return with(
                changed -> {
                    changed.waiting = true;
                    changed.forbidden = Optional.empty();
                });
    }

    Condition forbidden(String reason) {
        return with(changed -> changed.forbidden = Optional.of(reason));
    }

    Condition nextIncarnation() {
        return with(
                changed -> {
                    changed.state = WorkerState.STARTING;
                    changed.waiting = false;
                    changed.forbidden = Optional.empty();
                    changed.incarnation++;
                    changed.pid = OptionalLong.empty();
                    changed.readySince = OptionalLong.empty();
                    changed.units = -1;
                    changed.errand = Errand.NONE;
                    changed.recycleDue = Optional.empty();
                    changed.notReadyFor = Optional.empty();
                });
    }

    Condition spawnedAs(OptionalLong pid) {
        return with(changed -> changed.pid = pid);
    }

    Condition readySince(long nanos) {
        return with(changed -> changed.readySince = OptionalLong.of(nanos));
    }

    Condition atUnits(long units) {
        return with(changed -> changed.units = units);
    }

    Condition on(Errand errand) {
        return with(changed -> changed.errand = errand);
    }

    Condition notReadyFor(String reason) {
        return with(changed -> changed.notReadyFor = Optional.of(reason));
    }

    Condition recycleDue(String reason) {
        return with(changed -> changed.recycleDue = Optional.of(reason));
    }

    Condition exited(WorkerExit exit) {
        return with(
                changed -> {
                    changed.lastExit = Optional.of(exit);
                    changed.forbidden = Optional.empty();
                });
    }

    Condition having(Tries tries) {
        return with(changed -> changed.tries = tries);
    }

    private Condition with(Consumer<Fields> change) {
        Fields changed = new Fields(fields);
        change.accept(changed);
        return new Condition(changed);
    }

    @Override
    public String toString() {
        return fields.state + " #" + fields.incarnation + ", wanted " + fields.desired;
    }

    /** What {@code with} copies and changes before a new condition holds it. */
    private static final class Fields {
        WorkerState state = WorkerState.NEW;
        DesiredState desired = DesiredState.DOWN;
        boolean waiting;
        Optional<String> forbidden = Optional.empty();
        int incarnation;
        OptionalLong pid = OptionalLong.empty();
        OptionalLong readySince = OptionalLong.empty();
        long units = -1;
        Errand errand = Errand.NONE;
        Optional<String> recycleDue = Optional.empty();
        Optional<String> notReadyFor = Optional.empty();
        Optional<WorkerExit> lastExit = Optional.empty();
        Tries tries = Tries.NONE;

        Fields() {}

        Fields(Fields other) {
            state = other.state;
            desired = other.desired;
            waiting = other.waiting;
            forbidden = other.forbidden;
            incarnation = other.incarnation;
            pid = other.pid;
            readySince = other.readySince;
            units = other.units;
            errand = other.errand;
            recycleDue = other.recycleDue;
            notReadyFor = other.notReadyFor;
            lastExit = other.lastExit;
            tries = other.tries;
        }
    }
}
