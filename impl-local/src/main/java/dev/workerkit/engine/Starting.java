package dev.workerkit.engine;

import static dev.workerkit.WorkerState.KILLING;
import static dev.workerkit.WorkerState.RUNNING;
import static dev.workerkit.WorkerState.STOPPED;

import dev.workerkit.DesiredState;
import dev.workerkit.Readiness;
import dev.workerkit.RestartIntensity;
import dev.workerkit.WorkerExit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The cells of the lifecycle table in which a worker is spawned and becomes ready. */
final class Starting {

    private Starting() {}

    static Step startAfresh(Condition now, Input input, Supervision policy, Moment moment) {
        Condition asked = now.wanted(DesiredState.UP).having(Tries.NONE).on(Errand.NONE);
        return countedOrWaiting(asked, policy, moment, "started");
    }

    static Step dependenciesReady(Condition now, Input input, Supervision policy, Moment moment) {
        return stopWaiting(now, policy, moment, "started, for all that it depends on is ready");
    }

    static Step askAgain(Condition now, Input input, Supervision policy, Moment moment) {
        return stopWaiting(now, policy, moment, "started, for it is allowed again");
    }

    private static Step stopWaiting(
            Condition now, Supervision policy, Moment moment, String cause) {
        if (!now.waiting()) {
            return new Step.Ignored();
        }
        return now.errand().then() == Errand.Then.RENEW
                ? spawnOrWait(now, policy, moment, cause)
                : countedOrWaiting(now, policy, moment, cause);
    }

    static Step startAgain(Condition now, Input input, Supervision policy, Moment moment) {
        return countedOrWaiting(now, policy, moment, "started again");
    }

    private static Step countedOrWaiting(
            Condition now, Supervision policy, Moment moment, String cause) {
        return moment.mayStart()
                ? spawn(counted(now, policy, moment), policy, cause)
                : waiting(now, moment);
    }

    /** Started without counting as a start, or left to wait until it may be. */
    static Step spawnOrWait(Condition now, Supervision policy, Moment moment, String cause) {
        return moment.mayStart() ? spawn(now, policy, cause) : waiting(now, moment);
    }

    /** It stays where it is, or where its end has led it (WRK-READY-004, WRK-KILL-002). */
    private static Step waiting(Condition now, Moment moment) {
        Condition resting = (now.state().isLive() ? now.in(STOPPED) : now).waitingToStart();
        return moment.refusal()
                .filter(refused -> moment.dependenciesReady())
                .map(refused -> heldUp(now, resting, refused, new Effect.ClearTimers()))
                .orElseGet(
                        () ->
                                Rule.taken(
                                        resting,
                                        "waits for what it depends on",
                                        new Effect.ClearTimers()));
    }

    /** It asks again, and is told why it waits once for each reason. */
    static Step heldUp(
            Condition now, Condition after, StartGate.Refused refused, Effect... before) {
        List<Effect> effects = new ArrayList<>(List.of(before));
        effects.add(new Effect.SetTimer(Trigger.ASK_AGAIN, after.incarnation(), refused.again()));
        if (!now.forbidden().equals(Optional.of(refused.reason()))) {
            effects.add(new Effect.HeldUp(refused.reason()));
        }
        return Rule.taken(
                after.forbidden(refused.reason()), refused.reason(), List.copyOf(effects));
    }

    /** One more start for an intensity that counts them; recycling counts against no limit. */
    private static Condition counted(Condition now, Supervision policy, Moment moment) {
        RestartIntensity intensity = policy.restart().intensity();
        return intensity.counts() == RestartIntensity.Counts.STARTS
                ? now.having(now.tries().counted(moment.nanos(), intensity))
                : now;
    }

    private static Step spawn(Condition now, Supervision policy, String cause) {
        Condition after = now.nextIncarnation();
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.ClearTimers());
        policy.readiness()
                .deadline()
                .ifPresent(
                        limit ->
                                effects.add(
                                        new Effect.SetTimer(
                                                Trigger.NOT_READY_IN_TIME,
                                                after.incarnation(),
                                                limit)));
        effects.add(new Effect.Spawn(after.incarnation()));
        return Rule.taken(after, cause, List.copyOf(effects));
    }

    static Step spawned(Condition now, Input input, Supervision policy, Moment moment) {
        Condition after = now.spawnedAs(input.number());
        if (policy.readiness() instanceof Readiness.Immediate) {
            return run(after, policy, moment, "spawned");
        }
        if (policy.readiness() instanceof Readiness.After alive) {
            return Rule.taken(
                    after,
                    "spawned",
                    new Effect.SetTimer(
                            Trigger.ALIVE_LONG_ENOUGH, now.incarnation(), alive.alive()));
        }
        return Rule.taken(after, "spawned");
    }

    static Step spawnedLate(Condition now, Input input, Supervision policy, Moment moment) {
        return Rule.taken(now.spawnedAs(input.number()), "spawned");
    }

    /** Its own word counts only where it is asked for. */
    static Step saysReady(Condition now, Input input, Supervision policy, Moment moment) {
        return policy.readiness() instanceof Readiness.Told
                ? ready(now, input, policy, moment)
                : new Step.Ignored();
    }

    static Step notReadyYet(Condition now, Input input, Supervision policy, Moment moment) {
        return Rule.taken(now.notReadyFor(input.reason()), "not ready yet");
    }

    static Step ready(Condition now, Input input, Supervision policy, Moment moment) {
        return run(now, policy, moment, "ready");
    }

    private static Step run(Condition now, Supervision policy, Moment moment, String cause) {
        Condition after = now.in(RUNNING).readySince(moment.nanos()).having(now.tries().ready());
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.ClearTimers());
        effects.addAll(Working.watched(after, policy));
        policy.recycle()
                .age(moment.chance())
                .ifPresent(
                        age ->
                                effects.add(
                                        new Effect.SetTimer(
                                                Trigger.OLD, after.incarnation(), age)));
        if (now.desired() == DesiredState.PAUSED) {
            // One that was to be paused when its predecessor ended is paused again.
            effects.add(new Effect.AskToPause(after.incarnation()));
        }
        return Rule.taken(after, cause, List.copyOf(effects));
    }

    static Step notReadyInTime(Condition now, Input input, Supervision policy, Moment moment) {
        String missed = "not ready within " + policy.readiness().deadline().orElseThrow();
        WorkerExit verdict =
                new WorkerExit.Timeout(
                        now.notReadyFor()
                                .map(reason -> missed + "; last probe: " + reason)
                                .orElse(missed));
        return Rule.taken(
                now.in(KILLING).on(Errand.killedFor(verdict)),
                "not ready in time",
                new Effect.ClearTimers(),
                new Effect.Kill(now.incarnation()));
    }
}
