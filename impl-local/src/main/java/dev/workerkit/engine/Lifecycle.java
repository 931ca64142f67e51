package dev.workerkit.engine;

import static dev.workerkit.WorkerState.BACKOFF;
import static dev.workerkit.WorkerState.COMPLETED;
import static dev.workerkit.WorkerState.FAILED;
import static dev.workerkit.WorkerState.KILLING;
import static dev.workerkit.WorkerState.NEW;
import static dev.workerkit.WorkerState.PAUSED;
import static dev.workerkit.WorkerState.RUNNING;
import static dev.workerkit.WorkerState.STARTING;
import static dev.workerkit.WorkerState.STOPPED;
import static dev.workerkit.WorkerState.STOPPING;

import dev.workerkit.DesiredState;
import dev.workerkit.Readiness;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerState;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The state × event table of {@code SPEC.md}: a pure function from a worker's condition and what
 * happens to it to its next condition and what is to be done. Every cell is written down; nothing
 * else decides on a transition.
 */
final class Lifecycle {

    /** What one cell of the table does. */
    @FunctionalInterface
    private interface Rule {
        Step apply(Condition now, Input input, Supervision policy, long nanos);
    }

    private static final Map<WorkerState, Map<Trigger, Rule>> TABLE = table();

    private Lifecycle() {}

    /**
     * What an input does.
     *
     * @param nanos the time, of a monotonic clock
     */
    static Step step(Condition now, Input input, Supervision policy, long nanos) {
        boolean late = input.incarnation() != now.incarnation();
        if (!input.trigger().isCommand() && late) {
            return new Step.Ignored();
        }
        return TABLE.get(now.state()).get(input.trigger()).apply(now, input, policy, nanos);
    }

    private static Map<WorkerState, Map<Trigger, Rule>> table() {
        Table table = new Table();
        Rule ignored = (now, input, policy, nanos) -> new Step.Ignored();

        table.row(NEW)
                .on(Trigger.START, Lifecycle::startAfresh)
                .on(Trigger.STOP, ignored)
                .on(Trigger.KILL, ignored)
                .on(Trigger.REMOVE, Lifecycle::remove)
                .refuse("start it first");

        table.row(STARTING)
                .on(Trigger.STOP, Lifecycle::stop)
                .on(Trigger.KILL, Lifecycle::kill)
                .on(Trigger.RESTART, Lifecycle::restart)
                .on(Trigger.SPAWNED, Lifecycle::spawned)
                .on(Trigger.READY, Lifecycle::ready)
                .on(Trigger.ENDED, Lifecycle::diedBeforeReady)
                .on(Trigger.NOT_READY_IN_TIME, Lifecycle::notReadyInTime)
                .refuse("wait until it is ready, or stop it");

        table.row(RUNNING)
                .on(Trigger.SPAWNED, Lifecycle::spawnedLate)
                .on(Trigger.STOP, Lifecycle::stop)
                .on(Trigger.KILL, Lifecycle::kill)
                .on(Trigger.RESTART, Lifecycle::restart)
                .on(Trigger.PAUSE, Lifecycle::pause)
                .on(Trigger.PAUSED, Lifecycle::paused)
                .on(Trigger.ENDED, Lifecycle::diedAfterReady)
                .refuse("only pause, restart, stop and kill apply");

        table.row(PAUSED)
                .on(Trigger.SPAWNED, Lifecycle::spawnedLate)
                .on(Trigger.STOP, Lifecycle::stop)
                .on(Trigger.KILL, Lifecycle::kill)
                .on(Trigger.RESTART, Lifecycle::restart)
                .on(Trigger.RESUME, Lifecycle::resume)
                .on(Trigger.RESUMED, Lifecycle::resumed)
                .on(Trigger.ENDED, Lifecycle::diedAfterReady)
                .refuse("only resume, restart, stop and kill apply");

        table.row(STOPPING)
                .on(Trigger.STOP, Lifecycle::stayDown)
                .on(Trigger.KILL, Lifecycle::kill)
                .on(Trigger.SPAWNED, Lifecycle::spawnedLate)
                .on(Trigger.ENDED, Lifecycle::stopped)
                .on(Trigger.GRACE_OVER, Lifecycle::graceOver)
                .refuse("wait until it has stopped");

        table.row(KILLING)
                .on(Trigger.STOP, Lifecycle::stayDown)
                .on(Trigger.KILL, Lifecycle::stayDown)
                .on(Trigger.SPAWNED, Lifecycle::spawnedLate)
                .on(Trigger.ENDED, Lifecycle::killed)
                .refuse("wait until it is gone");

        table.row(BACKOFF)
                .on(Trigger.START, Lifecycle::startAfresh)
                .on(Trigger.RESTART, Lifecycle::startAfresh)
                .on(Trigger.STOP, Lifecycle::stopWaiting)
                .on(Trigger.KILL, Lifecycle::stopWaiting)
                .on(Trigger.BACKOFF_OVER, Lifecycle::spawnAgain)
                .refuse("it waits to be started again; start it now, or stop it");

        for (WorkerState terminal : List.of(STOPPED, COMPLETED, FAILED)) {
            table.row(terminal)
                    .on(Trigger.START, Lifecycle::startAfresh)
                    .on(Trigger.RESTART, Lifecycle::startAfresh)
                    .on(Trigger.STOP, ignored)
                    .on(Trigger.KILL, ignored)
                    .on(Trigger.REMOVE, Lifecycle::remove)
                    .refuse("it has ended; start it first");
        }
        return table.rows;
    }

    // Spawning and becoming ready

    private static Step startAfresh(Condition now, Input input, Supervision policy, long nanos) {
        return spawn(now.wanted(DesiredState.UP).limitsReset(), policy, "started");
    }

    private static Step spawnAgain(Condition now, Input input, Supervision policy, long nanos) {
        return spawn(now, policy, "started again");
    }

    private static Step spawn(Condition now, Supervision policy, String cause) {
        Condition after = now.nextIncarnation();
        Effect timer =
                policy.readiness() instanceof Readiness.Told told
                        ? new Effect.SetTimer(
                                Trigger.NOT_READY_IN_TIME, after.incarnation(), told.timeout())
                        : new Effect.ClearTimer();
        return taken(after, cause, timer, new Effect.Spawn(after.incarnation()));
    }

    private static Step spawned(Condition now, Input input, Supervision policy, long nanos) {
        Condition after = now.spawnedAs(input.pid());
        return policy.readiness() instanceof Readiness.Immediate
                ? run(after, "spawned")
                : taken(after, "spawned");
    }

    private static Step spawnedLate(Condition now, Input input, Supervision policy, long nanos) {
        return taken(now.spawnedAs(input.pid()), "spawned");
    }

    private static Step ready(Condition now, Input input, Supervision policy, long nanos) {
        return run(now, "ready");
    }

    private static Step run(Condition now, String cause) {
        Condition after = now.in(RUNNING).failedStarts(0);
        // One that was to be paused when its predecessor died is paused again.
        return now.desired() == DesiredState.PAUSED
                ? taken(after, cause, new Effect.ClearTimer(), askToPause(after))
                : taken(after, cause, new Effect.ClearTimer());
    }

    private static Step notReadyInTime(Condition now, Input input, Supervision policy, long nanos) {
        return taken(now.in(KILLING), "not ready in time", new Effect.Kill(now.incarnation()));
    }

    // Pausing

    private static Step pause(Condition now, Input input, Supervision policy, long nanos) {
        return now.desired() == DesiredState.PAUSED
                ? new Step.Ignored()
                : taken(now.wanted(DesiredState.PAUSED), "pause asked", askToPause(now));
    }

    private static Effect askToPause(Condition now) {
        return new Effect.AskToPause(now.incarnation());
    }

    private static Step paused(Condition now, Input input, Supervision policy, long nanos) {
        return now.desired() == DesiredState.PAUSED
                ? taken(now.in(PAUSED), "paused")
                : new Step.Ignored();
    }

    private static Step resume(Condition now, Input input, Supervision policy, long nanos) {
        return now.desired() == DesiredState.UP
                ? new Step.Ignored()
                : taken(
                        now.wanted(DesiredState.UP),
                        "resume asked",
                        new Effect.AskToResume(now.incarnation()));
    }

    private static Step resumed(Condition now, Input input, Supervision policy, long nanos) {
        return now.desired() == DesiredState.UP
                ? taken(now.in(RUNNING), "resumed")
                : new Step.Ignored();
    }

    // Stopping

    private static Step stop(Condition now, Input input, Supervision policy, long nanos) {
        return beginStop(now.wanted(DesiredState.DOWN), policy, "stop asked");
    }

    private static Step restart(Condition now, Input input, Supervision policy, long nanos) {
        Condition asked = now.wanted(DesiredState.UP).limitsReset().restartAsked(true);
        return beginStop(asked, policy, "restart asked");
    }

    private static Step beginStop(Condition now, Supervision policy, String cause) {
        int incarnation = now.incarnation();
        return taken(
                now.in(STOPPING),
                cause,
                new Effect.AskToStop(incarnation, policy.grace()),
                new Effect.SetTimer(Trigger.GRACE_OVER, incarnation, policy.grace()));
    }

    private static Step graceOver(Condition now, Input input, Supervision policy, long nanos) {
        return taken(now.in(KILLING), "grace over", new Effect.Kill(now.incarnation()));
    }

    private static Step kill(Condition now, Input input, Supervision policy, long nanos) {
        Condition after = now.wanted(DesiredState.DOWN).restartAsked(false).in(KILLING);
        return taken(
                after, "kill asked", new Effect.ClearTimer(), new Effect.Kill(now.incarnation()));
    }

    private static Step stayDown(Condition now, Input input, Supervision policy, long nanos) {
        return taken(now.wanted(DesiredState.DOWN).restartAsked(false), "stop asked");
    }

    private static Step stopWaiting(Condition now, Input input, Supervision policy, long nanos) {
        return end(now.wanted(DesiredState.DOWN), STOPPED, "stop asked");
    }

    private static Step remove(Condition now, Input input, Supervision policy, long nanos) {
        return taken(now, "removed", new Effect.Forget());
    }

    // Ends

    private static Step stopped(Condition now, Input input, Supervision policy, long nanos) {
        WorkerExit exit = exitOf(input);
        Condition exited = now.exited(exit);
        return exited.restartAsked()
                ? spawn(exited, policy, "started again, as asked")
                : end(exited, STOPPED, "stopped: " + exit.describe());
    }

    private static Step killed(Condition now, Input input, Supervision policy, long nanos) {
        boolean asked = now.desired() == DesiredState.DOWN || now.restartAsked();
        if (asked || !(policy.readiness() instanceof Readiness.Told told)) {
            return stopped(now, input, policy, nanos);
        }
        WorkerExit exit = new WorkerExit.Watchdog("not ready within " + told.timeout());
        return failedStart(now.exited(exit), exit, policy);
    }

    private static Step diedBeforeReady(
            Condition now, Input input, Supervision policy, long nanos) {
        WorkerExit exit = exitOf(input);
        return failedStart(now.exited(exit), exit, policy);
    }

    private static Step failedStart(Condition now, WorkerExit exit, Supervision policy) {
        String cause = "died before it was ready: " + exit.describe();
        int failures = now.startFailures() + 1;
        return switch (policy.fateAfter(exit)) {
            case COMPLETE -> end(now, COMPLETED, exit.describe());
            case FAIL -> end(now, FAILED, cause);
            case RESTART ->
                    failures > policy.startLimit().retries()
                            ? end(now, FAILED, cause + "; start limit reached")
                            : backOff(
                                    now.failedStarts(failures),
                                    Nanos.times(policy.startLimit().delay(), failures),
                                    cause);
        };
    }

    private static Step diedAfterReady(Condition now, Input input, Supervision policy, long nanos) {
        WorkerExit exit = exitOf(input);
        Condition exited = now.exited(exit);
        return switch (policy.fateAfter(exit)) {
            case COMPLETE -> end(exited, COMPLETED, exit.describe());
            case FAIL -> end(exited, FAILED, exit.describe());
            case RESTART -> {
                Optional<RestartWindow> allowed =
                        now.restarts().restartAt(nanos, policy.intensity());
                yield allowed.isPresent()
                        ? backOff(exited.restarted(allowed.get()), Duration.ZERO, exit.describe())
                        : end(exited, FAILED, exit.describe() + "; restart intensity reached");
            }
        };
    }

    private static Step backOff(Condition now, Duration delay, String cause) {
        return taken(
                now.in(BACKOFF),
                cause,
                new Effect.SetTimer(Trigger.BACKOFF_OVER, now.incarnation(), delay));
    }

    private static Step end(Condition now, WorkerState terminal, String cause) {
        return taken(
                now.in(terminal).restartAsked(false),
                cause,
                new Effect.ClearTimer(),
                new Effect.Retire());
    }

    private static WorkerExit exitOf(Input input) {
        return input.exit().orElseThrow();
    }

    private static Step taken(Condition after, String cause, Effect... effects) {
        return new Step.Taken(after, List.of(effects), cause);
    }

    /** Collects the rows; {@code refuse} fills the cells that no rule names. */
    private static final class Table {
        private final Map<WorkerState, Map<Trigger, Rule>> rows = new EnumMap<>(WorkerState.class);

        Row row(WorkerState state) {
            Map<Trigger, Rule> cells = new EnumMap<>(Trigger.class);
            rows.put(state, cells);
            return new Row(cells);
        }

        record Row(Map<Trigger, Rule> cells) {

            Row on(Trigger trigger, Rule rule) {
                cells.put(trigger, rule);
                return this;
            }

            /** Commands without a rule are refused; reports and timers without one are late. */
            void refuse(String advice) {
                for (Trigger trigger : Trigger.values()) {
                    Step step = trigger.isCommand() ? new Step.Refused(advice) : new Step.Ignored();
                    cells.putIfAbsent(trigger, (now, input, policy, nanos) -> step);
                }
            }
        }
    }
}
