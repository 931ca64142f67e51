package dev.workerkit.engine;

import static dev.workerkit.WorkerState.BACKOFF;
import static dev.workerkit.WorkerState.COMPLETED;
import static dev.workerkit.WorkerState.FAILED;
import static dev.workerkit.WorkerState.STOPPED;

import dev.workerkit.DesiredState;
import dev.workerkit.Escalation;
import dev.workerkit.RestartDecision;
import dev.workerkit.RestartHistory;
import dev.workerkit.RestartIntensity;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The cells of the lifecycle table in which a worker has ended. */
final class Ending {

    /** What a killed process leaves where a runtime can't tell signals from codes. */
    private static final WorkerExit KILLED_CODE = new WorkerExit.Code(128 + 9);

    private static final WorkerExit KILLED = new WorkerExit.Signal(9);

    private Ending() {}

    static Step stopped(Condition now, Input input, Supervision policy, Moment moment) {
        WorkerExit exit = input.exit().orElseThrow();
        Condition exited = now.exited(exit);
        return switch (now.errand().then()) {
            case END -> end(exited, STOPPED, "stopped: " + exit.describe());
            case RESTART -> Starting.startAfresh(exited, input, policy, moment);
            case RENEW ->
                    Starting.spawnOrWait(
                            isStable(now, policy, moment)
                                    ? exited.having(now.tries().stable())
                                    : exited,
                            policy,
                            moment,
                            "started again");
        };
    }

    static Step killed(Condition now, Input input, Supervision policy, Moment moment) {
        Optional<WorkerExit> verdict = now.errand().verdict();
        if (verdict.isEmpty()) {
            return stopped(now, input, policy, moment);
        }
        WorkerExit exit = input.exit().orElseThrow();
        // One that ended by itself in the last moment has said more than the verdict does.
        boolean byKill = exit.equals(KILLED) || exit.equals(KILLED_CODE);
        return decide(now, byKill ? verdict.get() : exit, policy, moment);
    }

    static Step diedBeforeReady(Condition now, Input input, Supervision policy, Moment moment) {
        return decide(now, input.exit().orElseThrow(), policy, moment);
    }

    static Step diedAfterReady(Condition now, Input input, Supervision policy, Moment moment) {
        return decide(now, input.exit().orElseThrow(), policy, moment);
    }

    private static Step decide(Condition now, WorkerExit exit, Supervision policy, Moment moment) {
        Condition exited = now.exited(exit);
        RestartHistory history = historyOf(now, moment);
        RestartDecision decision =
                policy.restart().decide(exit, now.desired(), history, moment.chance());
        if (decision instanceof RestartDecision.Restart restart) {
            return backOff(exited, exit, history, restart.delay(), policy, moment);
        }
        if (decision instanceof RestartDecision.Fail fail) {
            return endByItself(exited, FAILED, fail.reason(), policy);
        }
        return decision instanceof RestartDecision.Complete
                ? endByItself(exited, COMPLETED, exit.describe(), policy)
                : end(exited, STOPPED, "stopped: " + exit.describe());
    }

    /** Whether it has run for so long that its delays begin with the first again. */
    private static boolean isStable(Condition now, Supervision policy, Moment moment) {
        return historyOf(now, moment).uptime().compareTo(policy.restart().delay().resetAfter())
                >= 0;
    }

    private static RestartHistory historyOf(Condition now, Moment moment) {
        Tries tries = now.tries();
        boolean wasReady = now.readySince().isPresent();
        return new RestartHistory(
                wasReady,
                Duration.ofNanos(wasReady ? moment.nanos() - now.readySince().getAsLong() : 0),
                tries.failedStarts(),
                tries.restarts(),
                tries.agesAt(moment.nanos()));
    }

    private static Step backOff(
            Condition exited,
            WorkerExit exit,
            RestartHistory history,
            Duration delay,
            Supervision policy,
            Moment moment) {
        Tries tries = exited.tries();
        String cause;
        if (history.wasReady()) {
            RestartIntensity intensity = policy.restart().intensity();
            tries = tries.restarted(isStable(exited, policy, moment));
            if (intensity.counts() == RestartIntensity.Counts.RESTARTS) {
                tries = tries.counted(moment.nanos(), intensity);
            }
            cause = exit.describe();
        } else {
            tries = tries.failedOnce();
            cause = "died before it was ready: " + exit.describe();
        }
        return Rule.taken(
                exited.in(BACKOFF).having(tries),
                cause,
                new Effect.ClearTimers(),
                new Effect.SetTimer(Trigger.BACKOFF_OVER, exited.incarnation(), delay));
    }

    static Step dependencyFailed(Condition now, Input input, Supervision policy, Moment moment) {
        if (!now.waiting()) {
            return new Step.Ignored();
        }
        Condition failed =
                now.wanted(now.desired()).exited(new WorkerExit.StartFailure(input.reason()));
        return now.state() == FAILED
                ? Rule.taken(failed, input.reason())
                : endByItself(failed, FAILED, input.reason(), policy);
    }

    private static Step endByItself(
            Condition now, WorkerState terminal, String cause, Supervision policy) {
        Escalation escalation = policy.restart().escalation();
        boolean escalates =
                escalation == Escalation.ON_END
                        || escalation == Escalation.ON_FAILURE && terminal == FAILED;
        List<Effect> effects = new ArrayList<>(ends());
        if (escalates) {
            effects.add(new Effect.ShutDown(terminal + ", " + cause));
        }
        return Rule.taken(now.in(terminal).on(Errand.NONE), cause, List.copyOf(effects));
    }

    static Step end(Condition now, WorkerState terminal, String cause) {
        return Rule.taken(now.in(terminal).on(Errand.NONE), cause, ends());
    }

    private static List<Effect> ends() {
        return List.of(new Effect.ClearTimers(), new Effect.Retire());
    }

    static Step resetFailed(Condition now, Input input, Supervision policy, Moment moment) {
        return Rule.taken(now.having(Tries.NONE), "limits reset");
    }

    static Step resetFailedOne(Condition now, Input input, Supervision policy, Moment moment) {
        Condition reset = now.having(Tries.NONE);
        // One that waits to be started goes on waiting.
        return Rule.taken(
                (now.waiting() ? reset : reset.wanted(DesiredState.DOWN)).in(STOPPED),
                "failure forgotten");
    }
}
