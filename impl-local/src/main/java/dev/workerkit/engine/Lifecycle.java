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

import dev.workerkit.WorkerState;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The state × event table of {@code SPEC.md}: a pure function from a worker's condition and what
 * happens to it to its next condition and what is to be done. Every cell is written down; nothing
 * else decides on a transition. What the cells do is in {@link Starting}, {@link Working}, {@link
 * Stopping} and {@link Ending}.
 */
final class Lifecycle {

    private static final Map<WorkerState, Map<Trigger, Rule>> TABLE = table();

    private Lifecycle() {}

    /** What an input does. */
    static Step step(Condition now, Input input, Supervision policy, Moment moment) {
        boolean late = input.incarnation() != now.incarnation();
        if (input.trigger().isOfAnIncarnation() && late) {
            return new Step.Ignored();
        }
        return TABLE.get(now.state()).get(input.trigger()).apply(now, input, policy, moment);
    }

    private static Map<WorkerState, Map<Trigger, Rule>> table() {
        Table table = new Table();
        Rule ignored = (now, input, policy, moment) -> new Step.Ignored();

        table.row(NEW)
                .on(Trigger.START, Starting::startAfresh)
                .on(Trigger.RESTART, Starting::startAfresh)
                .on(Trigger.DEPENDENCIES_READY, Starting::dependenciesReady)
                .on(Trigger.ASK_AGAIN, Starting::askAgain)
                .on(Trigger.DEPENDENCY_FAILED, Ending::dependencyFailed)
                .on(Trigger.STOP, Stopping::stopWaiting)
                .on(Trigger.KILL, Stopping::stopWaiting)
                .on(Trigger.RESET_FAILED, Ending::resetFailed)
                .refuse("it waits for what it depends on; stop it first");

        table.row(STARTING)
                .on(Trigger.SPAWNED, Starting::spawned)
                .on(Trigger.READY, Starting::saysReady)
                .on(Trigger.PROBE_SUCCEEDED, Starting::ready)
                .on(Trigger.PROBE_FAILED, Starting::notReadyYet)
                .on(Trigger.ALIVE_LONG_ENOUGH, Starting::ready)
                .on(Trigger.NOT_READY_IN_TIME, Starting::notReadyInTime)
                .on(Trigger.STOP, Stopping::stop)
                .on(Trigger.KILL, Stopping::kill)
                .on(Trigger.RESTART, Stopping::restart)
                .on(Trigger.ENDED, Ending::diedBeforeReady)
                .on(Trigger.RESET_FAILED, Ending::resetFailed)
                .refuse("wait until it is ready, or stop it");

        table.row(RUNNING)
                .on(Trigger.SPAWNED, Starting::spawnedLate)
                .on(Trigger.PAUSE, Working::pause)
                .on(Trigger.PAUSED, Working::paused)
                .on(Trigger.PROGRESS, Working::progress)
                .on(Trigger.IDLE, Working::idle)
                .on(Trigger.NO_PROGRESS, Working::noProgress)
                .on(Trigger.RECYCLE, Working::recycle)
                .on(Trigger.OLD, Working::old)
                .on(Trigger.ASK_AGAIN, Working::askAgain)
                .on(Trigger.STOP, Stopping::stop)
                .on(Trigger.KILL, Stopping::kill)
                .on(Trigger.RESTART, Stopping::restart)
                .on(Trigger.ENDED, Ending::diedAfterReady)
                .on(Trigger.RESET_FAILED, Ending::resetFailed)
                .refuse("only pause, restart, stop and kill apply");

        table.row(PAUSED)
                .on(Trigger.SPAWNED, Starting::spawnedLate)
                .on(Trigger.RESUME, Working::resume)
                .on(Trigger.RESUMED, Working::resumed)
                .on(Trigger.RECYCLE, Working::recycleWhenResumed)
                .on(Trigger.OLD, Working::oldWhenResumed)
                .on(Trigger.STOP, Stopping::stop)
                .on(Trigger.KILL, Stopping::kill)
                .on(Trigger.RESTART, Stopping::restart)
                .on(Trigger.ENDED, Ending::diedAfterReady)
                .on(Trigger.RESET_FAILED, Ending::resetFailed)
                .refuse("only resume, restart, stop and kill apply");

        table.row(STOPPING)
                .on(Trigger.SPAWNED, Starting::spawnedLate)
                .on(Trigger.STOP, Stopping::stayDown)
                .on(Trigger.KILL, Stopping::kill)
                .on(Trigger.GRACE_OVER, Stopping::graceOver)
                .on(Trigger.ENDED, Ending::stopped)
                .on(Trigger.RESET_FAILED, Ending::resetFailed)
                .refuse("wait until it has stopped");

        table.row(KILLING)
                .on(Trigger.SPAWNED, Starting::spawnedLate)
                .on(Trigger.STOP, Stopping::stayDown)
                .on(Trigger.KILL, Stopping::stayDown)
                .on(Trigger.ENDED, Ending::killed)
                .on(Trigger.RESET_FAILED, Ending::resetFailed)
                .refuse("wait until it is gone");

        table.row(BACKOFF)
                .on(Trigger.START, Starting::startAfresh)
                .on(Trigger.RESTART, Starting::startAfresh)
                .on(Trigger.BACKOFF_OVER, Starting::startAgain)
                .on(Trigger.DEPENDENCIES_READY, Starting::dependenciesReady)
                .on(Trigger.ASK_AGAIN, Starting::askAgain)
                .on(Trigger.DEPENDENCY_FAILED, Ending::dependencyFailed)
                .on(Trigger.STOP, Stopping::stopWaiting)
                .on(Trigger.KILL, Stopping::stopWaiting)
                .on(Trigger.RESET_FAILED, Ending::resetFailed)
                .refuse("it waits to be started again; start it now, or stop it");

        for (WorkerState terminal : List.of(STOPPED, COMPLETED, FAILED)) {
            table.row(terminal)
                    .on(Trigger.START, Starting::startAfresh)
                    .on(Trigger.RESTART, Starting::startAfresh)
                    .on(Trigger.DEPENDENCIES_READY, Starting::dependenciesReady)
                    .on(Trigger.ASK_AGAIN, Starting::askAgain)
                    .on(Trigger.DEPENDENCY_FAILED, Ending::dependencyFailed)
                    .on(Trigger.STOP, Stopping::stopAtRest)
                    .on(Trigger.KILL, Stopping::stopAtRest)
                    .on(Trigger.REMOVE, Stopping::remove)
                    .on(
                            Trigger.RESET_FAILED,
                            terminal == FAILED ? Ending::resetFailedOne : Ending::resetFailed)
                    .refuse("it has ended; start it first");
        }
        return table.rows;
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
                    cells.putIfAbsent(trigger, (now, input, policy, moment) -> step);
                }
            }
        }
    }
}
