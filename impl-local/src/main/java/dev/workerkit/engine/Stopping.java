package dev.workerkit.engine;

import static dev.workerkit.WorkerState.KILLING;
import static dev.workerkit.WorkerState.STOPPED;
import static dev.workerkit.WorkerState.STOPPING;

import dev.workerkit.DesiredState;

/** The cells of the lifecycle table in which a worker is told to end. */
final class Stopping {

    private Stopping() {}

    static Step stop(Condition now, Input input, Supervision policy, Moment moment) {
        return begin(now.wanted(DesiredState.DOWN), policy, "stop asked");
    }

    static Step restart(Condition now, Input input, Supervision policy, Moment moment) {
        Condition asked = now.wanted(DesiredState.UP).on(Errand.RESTART);
        return begin(asked, policy, "restart asked");
    }

    static Step begin(Condition now, Supervision policy, String cause) {
        int incarnation = now.incarnation();
        return Rule.taken(
                now.in(STOPPING),
                cause,
                new Effect.ClearTimers(),
                new Effect.AskToStop(incarnation, policy.grace()),
                new Effect.SetTimer(Trigger.GRACE_OVER, incarnation, policy.grace()));
    }

    static Step graceOver(Condition now, Input input, Supervision policy, Moment moment) {
        return Rule.taken(now.in(KILLING), "grace over", new Effect.Kill(now.incarnation()));
    }

    static Step kill(Condition now, Input input, Supervision policy, Moment moment) {
        Condition after = now.wanted(DesiredState.DOWN).on(Errand.NONE).in(KILLING);
        return Rule.taken(
                after, "kill asked", new Effect.ClearTimers(), new Effect.Kill(now.incarnation()));
    }

    static Step stayDown(Condition now, Input input, Supervision policy, Moment moment) {
        return Rule.taken(now.wanted(DesiredState.DOWN).on(Errand.NONE), "stop asked");
    }

    /** It has ended, but is wanted UP still, and may wait for what it depends on. */
    static Step stopAtRest(Condition now, Input input, Supervision policy, Moment moment) {
        return now.desired() == DesiredState.DOWN
                ? new Step.Ignored()
                : Rule.taken(
                        now.wanted(DesiredState.DOWN).on(Errand.NONE),
                        "stop asked",
                        new Effect.ClearTimers(),
                        new Effect.Retire());
    }

    static Step stopWaiting(Condition now, Input input, Supervision policy, Moment moment) {
        return Ending.end(now.wanted(DesiredState.DOWN), STOPPED, "stop asked");
    }

    static Step remove(Condition now, Input input, Supervision policy, Moment moment) {
        return now.waiting()
                ? new Step.Refused("it is to be started; stop it first")
                : Rule.taken(now, "removed", new Effect.Forget());
    }
}
