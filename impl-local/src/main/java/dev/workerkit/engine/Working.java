package dev.workerkit.engine;

import static dev.workerkit.WorkerState.KILLING;
import static dev.workerkit.WorkerState.PAUSED;
import static dev.workerkit.WorkerState.RUNNING;

import dev.workerkit.DesiredState;
import dev.workerkit.WorkerExit;
import java.util.ArrayList;
import java.util.List;

/** The cells of the lifecycle table in which a worker is at work: pause, watchdog, recycling. */
final class Working {

    private Working() {}

    // Pausing

    static Step pause(Condition now, Input input, Supervision policy, Moment moment) {
        return now.desired() == DesiredState.PAUSED
                ? new Step.Ignored()
                : Rule.taken(
                        now.wanted(DesiredState.PAUSED),
                        "pause asked",
                        new Effect.AskToPause(now.incarnation()));
    }

    static Step paused(Condition now, Input input, Supervision policy, Moment moment) {
        return now.desired() == DesiredState.PAUSED
                ? Rule.taken(now.in(PAUSED), "paused", new Effect.ClearTimer(Trigger.NO_PROGRESS))
                : new Step.Ignored();
    }

    static Step resume(Condition now, Input input, Supervision policy, Moment moment) {
        return now.desired() == DesiredState.UP
                ? new Step.Ignored()
                : Rule.taken(
                        now.wanted(DesiredState.UP),
                        "resume asked",
                        new Effect.AskToResume(now.incarnation()));
    }

    static Step resumed(Condition now, Input input, Supervision policy, Moment moment) {
        if (now.desired() != DesiredState.UP) {
            return new Step.Ignored();
        }
        List<Effect> effects = new ArrayList<>(watched(now, policy));
        // It may have become due while it rested.
        now.recycleDue()
                .ifPresent(
                        reason ->
                                effects.add(
                                        new Effect.Tell(Input.recycle(now.incarnation(), reason))));
        return Rule.taken(now.in(RUNNING), "resumed", List.copyOf(effects));
    }

    // Watchdog

    /** From now on it must make progress within the watchdog's limit. */
    static List<Effect> watched(Condition now, Supervision policy) {
        return policy.watchdog()
                .map(
                        watchdog ->
                                List.<Effect>of(
                                        new Effect.SetTimer(
                                                Trigger.NO_PROGRESS,
                                                now.incarnation(),
                                                watchdog.limit())))
                .orElse(List.of());
    }

    /** A heartbeat counts only if the work has moved on. */
    static Step progress(Condition now, Input input, Supervision policy, Moment moment) {
        long units = input.number().orElseThrow();
        return units > now.units()
                ? Rule.taken(now.atUnits(units), "progress", watched(now, policy))
                : new Step.Ignored();
    }

    static Step idle(Condition now, Input input, Supervision policy, Moment moment) {
        return Rule.taken(now, "idle", watched(now, policy));
    }

    static Step noProgress(Condition now, Input input, Supervision policy, Moment moment) {
        WorkerExit verdict =
                new WorkerExit.Watchdog(
                        "no progress within " + policy.watchdog().orElseThrow().limit());
        return Rule.taken(
                now.in(KILLING).on(Errand.killedFor(verdict)),
                verdict.describe(),
                new Effect.ClearTimers(),
                new Effect.Diagnose(now.incarnation()),
                new Effect.Kill(now.incarnation()));
    }

    // Recycling

    static Step recycle(Condition now, Input input, Supervision policy, Moment moment) {
        return renew(now, input.reason(), policy, moment);
    }

    static Step old(Condition now, Input input, Supervision policy, Moment moment) {
        return renew(now, age(policy), policy, moment);
    }

    /** It runs on while its successor may not be started (WRK-KILL-006). */
    private static Step renew(Condition now, String reason, Supervision policy, Moment moment) {
        return moment.refusal()
                .map(refused -> Starting.heldUp(now, now.recycleDue(reason), refused))
                .orElseGet(
                        () -> Stopping.begin(now.on(Errand.RENEW), policy, "recycled: " + reason));
    }

    static Step askAgain(Condition now, Input input, Supervision policy, Moment moment) {
        return now.recycleDue()
                .map(reason -> renew(now, reason, policy, moment))
                .orElseGet(Step.Ignored::new);
    }

    static Step recycleWhenResumed(Condition now, Input input, Supervision policy, Moment moment) {
        return Rule.taken(now.recycleDue(input.reason()), "to be recycled when resumed");
    }

    static Step oldWhenResumed(Condition now, Input input, Supervision policy, Moment moment) {
        return Rule.taken(now.recycleDue(age(policy)), "to be recycled when resumed");
    }

    private static String age(Supervision policy) {
        return "it has run for its time, " + policy.recycle().age().orElseThrow();
    }
}
